import { builtInProfiles, profileNamed } from '../case/profile/profiles.ts';
import type { Language } from './letter-schema.ts';

/** What a letter calls the platform that a case names: `alibaba-ipp` is Alibaba Group, 阿里巴巴集团; one that no profile knows as the case writes it. Pure. */
export const platformName = (name: string, language: Language): string => {
  const profile = profileNamed(builtInProfiles().platforms, name);
  return (profile?.spokenAs?.[name.toLowerCase()] ?? profile?.spoken)?.[language] ?? name;
};

/** What a letter calls a country that a case names by its code or otherwise: `DE` is Germany, 德国. Pure. */
export const countryName = (name: string, language: Language): string => {
  const profile = profileNamed(builtInProfiles().jurisdictions, name);
  if (profile !== undefined) return profile.spoken[language];
  if (!/^[A-Za-z]{2}$/.test(name)) return name;
  return new Intl.DisplayNames([language], { type: 'region', fallback: 'none' }).of(name.toUpperCase()) ?? name;
};
