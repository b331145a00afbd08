/** Common name of a camera. Many write their maker into the model, too: `Canon` and `Canon EOS R5`, `NIKON CORPORATION` and `NIKON D850`. Empty if both are unknown. */
export const cameraName = (make: string | null, model: string | null): string => {
  if (make === null || model === null) return make ?? model ?? '';
  const [maker = ''] = make.toLowerCase().split(/[\s,]+/);
  return maker !== '' && model.toLowerCase().split(/[\s,]+/)[0] === maker ? model : `${make} ${model}`;
};
