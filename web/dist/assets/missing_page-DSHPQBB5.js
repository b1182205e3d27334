import{a as c}from"./chunk-JKJH2E4Y.js";import{a as p}from"./chunk-4EG37I2C.js";import{d as r,h as m,m as e,r as f}from"./chunk-TO6M2I3Z.js";import{a as t}from"./chunk-JFKSI6I7.js";var o=class extends f{render(){return m`
      <h1>${r("com.not_found")}</h1>
      <p class="lead">${r("com.not_found_hint")}</p>
      <a class="button" href="/">${r("com.to_home")}</a>
    `}};o.styles=[p,c],o=t([e("gb-missing-page")],o);export{o as MissingPage};
