/** What a picture of a therapist may be: bytes, pixels of each side, characters of its address. */
export const maxPhotoBytes = 5 * 1024 * 1024;
export const minPhotoPixels = 200;
export const maxPhotoPixels = 4000;
export const maxPhotoUrlLength = 500;
