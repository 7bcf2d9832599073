import container from 'markdown-it-container'

export const kotak = (md) => md.use(container, 'perhatian')
