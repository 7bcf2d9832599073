import { kotak } from './kotak'

export default { title: 'Bantuan', markdown: { config: kotak } }
