import "./missing.mjs";
export default {};
