export default { rules: { 'image-readable': 'error' } };
