module.exports = { title: "Help", baseUrl: "/", presets: [["classic", { docs: {}, blog: {} }]] };
