module.exports = {
  title: 'Bantuan',
  url: 'https://bantuan.example.id',
  baseUrl: '/',
  presets: [['classic', { docs: {}, blog: false }]],
};
