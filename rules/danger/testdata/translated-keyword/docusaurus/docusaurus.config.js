module.exports = {
  title: 'Pusat Bantuan',
  url: 'https://bantuan.example.id',
  baseUrl: '/',
  presets: [
    [
      'classic',
      {
        docs: { admonitions: { keywords: ['rahasia'], extendDefaults: true } },
        blog: false,
      },
    ],
  ],
};
