import { railKey, themeKey } from '@/lib/client/theme'

/**
 * Runs in the head, before anything is drawn: the page never shows in the wrong theme or with the wrong rail first. What it
 * sets is kept up to date by appearance.tsx.
 */
export const beforePaint = `(function(){
var d=document.documentElement,t=null;
try{t=localStorage.getItem(${JSON.stringify(themeKey)});
if(localStorage.getItem(${JSON.stringify(railKey)})==='narrow')d.dataset.rail='narrow'}catch(e){}
d.dataset.theme=t==='light'||t==='dark'?t:matchMedia('(prefers-color-scheme: dark)').matches?'dark':'light'})()`
