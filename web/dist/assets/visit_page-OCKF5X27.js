import"./chunk-G7OICLC6.js";import"./chunk-KH33TRDC.js";import{a as de}from"./chunk-Q4DOCYFO.js";import{A as kt,B as $t,C as fe,D as xt,a as at,b as nt,c as me,d as ce,e as lt,f as dt,g as mt,h as ct,j as pt,k as ht,l as Q,m as ut,n as ft,o as E,q as vt,s as pe,t as he,u as gt,v as bt,w as ue,x as yt,y as wt,z as Oe}from"./chunk-NH264XGV.js";import"./chunk-5TEUJPDJ.js";import{a as st,b as A}from"./chunk-JDNW66QY.js";import{a as Qe}from"./chunk-IOFMEOIS.js";import{a as le}from"./chunk-2326C2BK.js";import"./chunk-ZJKQG42I.js";import"./chunk-PG6UEPUJ.js";import"./chunk-N22OKUSR.js";import{b as Ze}from"./chunk-MN2A5FTD.js";import{a as it}from"./chunk-WXYCPSMU.js";import{a as ot}from"./chunk-ZYIMWIEM.js";import{a as Y}from"./chunk-YYSDZYHS.js";import"./chunk-OTH6SDHP.js";import{a as rt}from"./chunk-JIA57CHK.js";import"./chunk-4VJROU5D.js";import{a as et,b as tt}from"./chunk-TCCVLUSM.js";import{a as u}from"./chunk-4EG37I2C.js";import{b as Xe,e as Ye}from"./chunk-APQN74WW.js";import{d as a,e as ne,f as H,g as c,h as s,j as Ue,k as Ve,l as We,m as p,n as m,o as g,p as k,r as h,s as v,t as Je}from"./chunk-TO6M2I3Z.js";import{a as n}from"./chunk-JFKSI6I7.js";var ge="gb.token",ve="gb.in_room",Ie="gb.form.code",_t="gb.form.site";function Mt(){let i=new URLSearchParams(location.hash.slice(1)),o=i.get("token"),e=i.get("meeting");return e&&localStorage.setItem(Ie,e),o&&(sessionStorage.setItem(ge,o),sessionStorage.removeItem(ve)),location.hash&&history.replaceState(null,"",location.pathname+location.search),o!==null}function re(){return sessionStorage.getItem(ge)}function be(i){sessionStorage.setItem(ge,i)}function ye(){sessionStorage.removeItem(ge)}function St(){return sessionStorage.getItem(ve)==="yes"&&re()!==null}function ze(i){i?sessionStorage.setItem(ve,"yes"):sessionStorage.removeItem(ve)}function Tt(){return{meeting:localStorage.getItem(Ie)??"",site:localStorage.getItem(_t)??""}}function Et({meeting:i,site:o}){i&&localStorage.setItem(Ie,i),o&&localStorage.setItem(_t,o)}function Ct(i){for(let o of i.split(".")){let e=To(o);if(e)return{name:Rt(e.name)??Rt(e.site),role:Eo(e.role)}}return{name:null,role:null}}function To(i){try{let o=Uint8Array.from(atob(i.replaceAll("-","+").replaceAll("_","/")),t=>t.charCodeAt(0)),e=JSON.parse(new TextDecoder().decode(o));return typeof e=="object"&&e!==null?e:null}catch{return null}}function Rt(i){return typeof i=="string"&&i!==""?i:null}function Eo(i){return i==="chair"||i==="site"||i==="viewer"?i:null}var K=s`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M10.66 6H14a2 2 0 0 1 2 2v2.5l5.248-3.062A.5.5 0 0 1 22 7.87v8.196" /> <path d="M16 16a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2h2" /> <path d="m2 2 20 20" /></svg>`;function jt(i){let o=i instanceof Error||i instanceof DOMException?i.name:"";return o==="NotAllowedError"||o==="SecurityError"?"blocked":o==="NotReadableError"||o==="AbortError"?"busy":"missing"}function Ne(i,o){return i?"ok":o?o==="missing"?"none":o==="busy"?"busy":"denied":""}function se(i,o){return o==="blocked"?"err.perm":o==="insecure"?"err.https":o==="unsupported"?"err.browser":i==="camera"?o==="busy"?"test.cam_busy":"test.cam_no":o==="busy"?"test.mic_busy":"test.mic_no"}var we=class{constructor(){this.context=new AudioContext;this.analyser=this.context.createAnalyser();this.samples=new Float32Array(1024);this.source=null;this.wake=()=>{this.context.resume()};this.analyser.fftSize=this.samples.length,window.addEventListener("pointerdown",this.wake),window.addEventListener("keydown",this.wake)}listen(o){this.source?.disconnect(),this.source=o?this.context.createMediaStreamSource(new MediaStream([o])):null,this.source?.connect(this.analyser)}get running(){return this.context.state==="running"&&this.source!==null}read(){this.analyser.getFloatTimeDomainData(this.samples);let o=0;for(let e of this.samples)o+=e*e;return Ro(o/this.samples.length)}close(){window.removeEventListener("pointerdown",this.wake),window.removeEventListener("keydown",this.wake),this.listen(null),this.context.close()}};function Ro(i){let o=10*Math.log10(Math.max(i,1e-12));return Math.min(1,Math.max(0,1-o/-60))}var He=50,Co=1e3,jo=8e3,Do=.2,qo=.06,L=class extends h{constructor(){super(...arguments);this.track=null;this.said=0;this.level=null;this.shown=0;this.silent_ms=0;this.since_said_ms=0;this.quiet=!1}disconnectedCallback(){super.disconnectedCallback(),this.stop()}updated(e){e.has("track")&&(this.stop(),this.track&&(this.level=new we,this.level.listen(this.track),this.timer=window.setInterval(()=>this.read(),He)))}render(){return s`<div
      class="track"
      role="meter"
      aria-label=${a("join.level")}
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow=${this.said}
    >
      <div class="bar"></div>
    </div>`}read(){if(!this.level)return;let e=this.track?.enabled?this.level.read():0;this.shown=Math.max(e,this.shown-qo),this.bar.style.clipPath=`inset(0 ${(100-this.shown*100).toFixed(1)}% 0 0)`,this.since_said_ms+=He,this.since_said_ms>=Co&&(this.since_said_ms=0,this.said=Math.round(this.shown*100)),this.level.running&&this.judge(e)}judge(e){this.silent_ms=e>=Do?0:this.silent_ms+He;let t=this.silent_ms>=jo;t!==this.quiet&&(this.quiet=t,v(this,"quiet",t))}stop(){window.clearInterval(this.timer),this.level?.close(),this.level=null,this.shown=this.silent_ms=0}};L.styles=[u,c`
      :host {
        display: block;
      }
      .track {
        position: relative;
        height: 0.8rem;
        border-radius: 0.4rem;
        background: var(--line);
        overflow: hidden;
      }
      .bar {
        position: absolute;
        inset: 0;
        background: linear-gradient(90deg, var(--good) 75%, var(--fair) 90%, var(--poor));
        clip-path: inset(0 100% 0 0);
      }
    `],n([m({attribute:!1})],L.prototype,"track",2),n([g()],L.prototype,"said",2),n([k(".bar")],L.prototype,"bar",2),L=n([p("gb-level-meter")],L);var P=class extends h{constructor(){super(...arguments);this.track=null}updated(e){e.has("track")&&(this.video.srcObject=this.track?new MediaStream([this.track]):null)}render(){return s`<video autoplay playsinline .muted=${!0} ?hidden=${!this.track} aria-label=${a("join.preview")}></video>`}};P.styles=[u,c`
      :host {
        display: block;
        aspect-ratio: 16 / 9;
        max-height: var(--picture-max, none);
        width: 100%;
        background: #0a0f17;
        overflow: hidden;
      }
      video {
        display: block;
        width: 100%;
        height: 100%;
        object-fit: cover;
        transform: scaleX(-1);
      }
    `],n([m({attribute:!1})],P.prototype,"track",2),n([k("video")],P.prototype,"video",2),P=n([p("gb-self-picture")],P);var O=class extends h{constructor(){super(...arguments);this.microphone=!1;this.quiet=!1}connectedCallback(){super.connectedCallback(),this.watch(this.media)}render(){let{camera:e,microphone:t}=this.media.state;return s`
      <h2>${a("test.run")}</h2>
      <div class="picture">
        <gb-self-picture .track=${e}></gb-self-picture>
        ${e?null:this.veil()}
      </div>
      <div class="switches">${this.cameraSwitch()} ${this.microphoneSwitch()}</div>
      <p class="later">${a(this.microphone?"join.mic_on":"join.mic_later")}</p>
      ${t?s`<div class="level">
            <gb-level-meter .track=${t} @quiet=${this.heardQuiet}></gb-level-meter>
            <p>${a("join.speak")}</p>
          </div>`:null}
      <div class="faults" aria-live="polite">${this.faults()}</div>
    `}veil(){return s`<p class="veil">
      <span>${K}${a(this.media.state.asking?"join.asking":"join.cam_off")}</span>
    </p>`}cameraSwitch(){let e=this.media.state.camera!==null;return s`<button class="button ${e?"":"off"}" @click=${this.toggleCamera}>
      ${e?de:K} ${a(e?"av.cam_off":"av.cam_on")}
    </button>`}microphoneSwitch(){return s`<button class="button ${this.microphone?"":"off"}" @click=${()=>v(this,"toggle-microphone")}>
      ${this.microphone?A:E} ${a(this.microphone?"av.mic_off":"av.mic_on")}
    </button>`}faults(){let{asking:e,camera_fault:t,microphone_fault:r,camera:l,microphone:d}=this.media.state,f=new Set;if(t&&f.add(se("camera",t)),r&&f.add(se("microphone",r)),d&&this.quiet&&f.add("test.mic_low"),f.size===0)return!e&&l&&d?s`<p class="fine">${ot} ${a("join.ready")}</p>`:null;let b=[...f].map(x=>s`<gb-notice>${a(x)}</gb-notice>`);return s`${b}
    ${t||r?this.nextSteps(t==="insecure"):null}
    ${!l&&!d?s`<gb-notice kind="info">${a("join.view_only")}</gb-notice>`:null}`}nextSteps(e){return e?s`<a class="button" href=${`https://${location.host}${location.pathname}`}>${a("err.https_open")}</a>`:s`<button class="button" @click=${()=>this.media.start()}>${rt} ${a("join.retry")}</button>`}heardQuiet(e){this.quiet=e.detail}toggleCamera(){this.media.state.camera?this.media.close("camera"):this.media.open("camera")}};O.styles=[u,c`
      :host {
        display: grid;
        gap: 1rem;
      }
      h2 {
        font-size: 1.1rem;
        font-weight: 600;
      }
      .picture {
        --picture-max: 44vh;
        position: relative;
        border-radius: 0.6rem;
        overflow: hidden;
      }
      .veil {
        position: absolute;
        inset: 0;
        display: grid;
        place-items: center;
        padding: 1rem;
        color: #f3f6fa;
        text-align: center;
      }
      .veil .icon {
        display: block;
        width: 3.5rem;
        height: 3.5rem;
        margin: 0 auto 0.5rem;
        stroke-width: 1.4;
      }
      .switches {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 0.75rem;
      }
      .off {
        border-color: var(--accent);
        color: var(--accent);
      }
      .level {
        display: grid;
        gap: 0.4rem;
      }
      .level p,
      .later {
        color: var(--text-soft);
      }
      .faults {
        display: grid;
        gap: 0.6rem;
      }
      .faults:empty {
        display: none;
      }
      .fine {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        color: var(--good);
        font-weight: 600;
      }
      .retry {
        margin-top: 0.5rem;
      }
    `],n([m({attribute:!1})],O.prototype,"media",2),n([m({type:Boolean})],O.prototype,"microphone",2),n([g()],O.prototype,"quiet",2),O=n([p("gb-device-check")],O);var Dt="gb.device.",Ao={camera:"videoinput",microphone:"audioinput",loudspeaker:"audiooutput"};function I(i){return localStorage.getItem(Dt+i)??""}function qt(i,o){localStorage.setItem(Dt+i,o)}function At(i,o){return i.filter(e=>e.kind===Ao[o]&&e.deviceId!=="")}var Lt=[523.25,659.25,783.99],ke=.45;async function Ot(i){let o=new AudioContext,e=o.createMediaStreamDestination(),t=new Audio;t.srcObject=e.stream,i&&"setSinkId"in t&&await t.setSinkId(i).catch(()=>{}),await t.play();let r=o.currentTime+.1;Lt.forEach((l,d)=>Lo(o,e,l,r+d*ke)),await new Promise(l=>setTimeout(l,(Lt.length*ke+.6)*1e3)),t.srcObject=null,await o.close()}function Lo(i,o,e,t){let r=new OscillatorNode(i,{type:"sine",frequency:e}),l=new GainNode(i,{gain:0});l.gain.setValueAtTime(0,t),l.gain.linearRampToValueAtTime(.35,t+.03),l.gain.exponentialRampToValueAtTime(.001,t+ke),r.connect(l).connect(o),r.start(t),r.stop(t+ke)}var Oo={camera:"join.camera",microphone:"join.mic",loudspeaker:"join.speaker"},G=class extends h{constructor(){super(...arguments);this.role_of="camera"}connectedCallback(){super.connectedCallback(),this.watch(this.media)}render(){let e=At(this.media.state.devices,this.role_of),t=I(this.role_of);return s`<label>
      ${a(Oo[this.role_of])}
      <select @change=${this.chosen}>
        <option value="" ?selected=${!e.some(r=>r.deviceId===t)}>
          ${a("join.default_device")}
        </option>
        ${e.filter(r=>r.deviceId!=="default").map((r,l)=>s`<option value=${r.deviceId} ?selected=${r.deviceId===t}>
              ${r.label||a("join.unnamed_device",{n:l+1})}
            </option>`)}
      </select>
    </label>`}chosen(e){this.media.choose(this.role_of,e.target.value)}};G.styles=[u,c`
      :host {
        display: block;
        min-width: 0;
      }
      label {
        display: grid;
        gap: 0.25rem;
        font-weight: 600;
      }
      select {
        width: 100%;
        min-height: 2.75rem;
        padding: 0.4rem 0.6rem;
        border: 1px solid var(--line-strong);
        border-radius: 0.6rem;
        background: var(--surface);
        color: var(--text);
        text-overflow: ellipsis;
        font-weight: 400;
      }
    `],n([m()],G.prototype,"role_of",2),n([m({attribute:!1})],G.prototype,"media",2),G=n([p("gb-device-select")],G);var B=class extends h{constructor(){super(...arguments);this.playing=!1}render(){return s`<div class="grid">
      <h2>${a("av.device")}</h2>
      <gb-device-select role_of="camera" .media=${this.media}></gb-device-select>
      <gb-device-select role_of="microphone" .media=${this.media}></gb-device-select>
      <gb-device-select role_of="loudspeaker" .media=${this.media}></gb-device-select>
      <button class="button" ?disabled=${this.playing} @click=${this.play}>
        ${st} ${a(this.playing?"join.spk_playing":"test.spk")}
      </button>
    </div>`}async play(){this.playing=!0,await Ot(I("loudspeaker")).catch(e=>console.warn("no test sound",e)),this.playing=!1}};B.styles=[u,c`
      :host {
        display: block;
        min-width: 0;
        container-type: inline-size;
      }
      .grid {
        display: grid;
        gap: 0.9rem;
      }
      @container (min-width: 24rem) {
        .grid {
          grid-template-columns: repeat(2, minmax(0, 1fr));
          align-items: end;
        }
        h2 {
          grid-column: 1 / -1;
        }
      }
      h2 {
        font-size: 1.1rem;
        font-weight: 600;
      }
    `],n([m({attribute:!1})],B.prototype,"media",2),n([g()],B.prototype,"playing",2),B=n([p("gb-device-panel")],B);var $e=s`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="m10 17 5-5-5-5" /> <path d="M15 12H3" /> <path d="M15 3h4a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2h-4" /></svg>`;var Io=64,zo=80,R=class extends h{constructor(){super(...arguments);this.invited=null;this.missing={code:!1,site:!1}}render(){return s`<form novalidate @submit=${this.submitted}>
      ${this.invited?this.invitation(this.invited):this.fields()}
      <button class="button primary enter" type="submit">${$e} ${a("room.join")}</button>
      ${this.invited?s`<button class="button" type="button" @click=${()=>v(this,"other-meeting")}>${a("join.other")}</button>`:null}
    </form>`}invitation({name:e}){return e?s`<div>
          <p>${a("join.invited")}</p>
          <p class="who">${e}</p>
        </div>`:s`<p>${a("join.invited_plain")}</p>`}fields(){let e=Tt();return s`
      <label for="code">
        ${a("join.code")} <span id="code-hint">${a("join.code_hint")}</span>
        <input
          id="code"
          name="code"
          autocomplete="off"
          autocapitalize="none"
          spellcheck="false"
          maxlength=${Io}
          value=${e.meeting}
          aria-describedby="code-fault"
          aria-invalid=${this.missing.code}
        />
        ${this.fault("code-fault",this.missing.code,"join.need_code")}
      </label>
      <label for="site">
        ${a("join.site")} <span>${a("join.site_hint")}</span>
        <input
          id="site"
          name="site"
          autocomplete="organization"
          spellcheck="false"
          maxlength=${zo}
          value=${e.site}
          aria-describedby="site-fault"
          aria-invalid=${this.missing.site}
        />
        ${this.fault("site-fault",this.missing.site,"join.need_site")}
      </label>
    `}fault(e,t,r){return s`<span id=${e} class="fault" role="alert">${t?a(r):""}</span>`}submitted(e){if(e.preventDefault(),this.invited)return v(this,"enter",{});let t=this.code.value.trim(),r=this.site.value.trim().replace(/\s+/g," ").normalize("NFC");if(this.missing={code:t==="",site:r===""},this.missing.code)return this.code.focus();if(this.missing.site)return this.site.focus();v(this,"enter",{meeting:t,site:r})}};R.styles=[u,c`
      form {
        display: grid;
        gap: 1rem;
      }
      label {
        display: grid;
        gap: 0.25rem;
        font-weight: 600;
      }
      label span {
        color: var(--text-soft);
        font-size: 0.88em;
        font-weight: 400;
      }
      input {
        width: 100%;
        min-height: 3rem;
        padding: 0.4rem 0.75rem;
        border: 1px solid var(--line-strong);
        border-radius: 0.6rem;
        background: var(--surface);
        font-size: 1.1em;
      }
      input[aria-invalid="true"] {
        border: 2px solid var(--alarm-line);
      }
      .fault {
        color: var(--accent);
        font-weight: 600;
      }
      .who {
        font-size: 1.25rem;
        font-weight: 600;
      }
      .enter {
        min-height: 3.5rem;
        font-size: 1.15em;
      }
    `],n([m({attribute:!1})],R.prototype,"invited",2),n([g()],R.prototype,"missing",2),n([k("#code")],R.prototype,"code",2),n([k("#site")],R.prototype,"site",2),R=n([p("gb-join-form")],R);var C=class extends h{constructor(){super(...arguments);this.refusal=null;this.token=re();this.microphone=null}connectedCallback(){super.connectedCallback(),this.watch(this.media),this.media.start()}render(){let e=this.token?Ct(this.token):null,t=this.microphone??e?.role==="chair";return s`
      <gb-frame>
        <h1>${a("join.title")}</h1>
        <p class="lead">${a("join.lead")}</p>
        <div class="columns">
          <gb-device-check
            class="card"
            .media=${this.media}
            .microphone=${t}
            @toggle-microphone=${()=>this.microphone=!t}
          ></gb-device-check>
          <div class="side">
            <div class="card form">
              ${this.refused()}
              <gb-join-form
                .invited=${e}
                @other-meeting=${this.useCode}
                @enter=${r=>this.enter(r.detail)}
              ></gb-join-form>
            </div>
            <gb-device-panel class="card" .media=${this.media}></gb-device-panel>
          </div>
        </div>
      </gb-frame>
    `}refused(){if(!this.refusal)return null;let{key:e,text:t}=this.refusal;return s`<gb-notice kind="alarm" role="alert">${e?a(e):t}</gb-notice>`}useCode(){ye(),this.token=null}enter(e){let t=this.token?{token:this.token}:e;this.token||Et(e);let r={credentials:t,microphone:this.microphone};v(this,"join",r)}};C.styles=[u,c`
      .columns {
        display: grid;
        grid-template-columns: minmax(0, 1.35fr) minmax(20rem, 1fr);
        gap: 1.25rem;
        align-items: start;
      }
      h1 {
        font-size: 1.7rem;
        font-weight: 600;
        line-height: 1.25;
      }
      .lead {
        margin: 0.15rem 0 1.1rem;
        color: var(--text-soft);
      }
      .card {
        padding: 1.25rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
      }
      .side {
        display: grid;
        gap: 1.1rem;
      }
      gb-notice {
        margin-bottom: 1rem;
      }
      @media (max-width: 62rem) {
        .columns {
          grid-template-columns: minmax(0, 1fr);
        }
        .side {
          display: contents;
        }
        .form {
          order: -1;
        }
      }
    `],n([m({attribute:!1})],C.prototype,"media",2),n([m({attribute:!1})],C.prototype,"refusal",2),n([g()],C.prototype,"token",2),n([g()],C.prototype,"microphone",2),C=n([p("gb-join-page")],C);var xe=class extends EventTarget{constructor(e){super();this.raw=e;this.state={asking:!1,camera:null,microphone:null,camera_fault:null,microphone_fault:null,devices:[]};navigator.mediaDevices?.addEventListener("devicechange",()=>{this.listDevices()})}async start(){let e=this.impossible();if(e)return this.change({camera_fault:e,microphone_fault:e});this.change({asking:!0});try{let t=await navigator.mediaDevices.getUserMedia({video:this.cameraWish(),audio:this.microphoneWish()});this.take("camera",t.getVideoTracks()[0]??null),this.take("microphone",t.getAudioTracks()[0]??null)}catch{await this.open("camera"),await this.open("microphone")}this.change({asking:!1}),await this.listDevices()}async open(e){let t=this.impossible();if(t)return this.change(Ke(e,t));try{let r=e==="camera"?{video:this.cameraWish()}:{audio:this.microphoneWish()},l=await navigator.mediaDevices.getUserMedia(r);this.take(e,l.getTracks()[0]??null)}catch(r){this.take(e,null),this.change(Ke(e,jt(r)))}}close(e){this.take(e,null)}closeAll(){this.close("camera"),this.close("microphone")}async choose(e,t){if(qt(e,t),e!=="loudspeaker"&&this.state[e]){let r=this.state[e].enabled;this.close(e),await this.open(e),this.state[e]&&(this.state[e].enabled=r)}this.change({})}take(e,t){let r=this.state[e];r&&(r.onended=null,r.stop()),t&&(t.onended=()=>{this.take(e,null),this.change(Ke(e,"missing"))},e==="camera"&&(t.contentHint="motion")),this.change(e==="camera"?{camera:t,camera_fault:null}:{microphone:t,microphone_fault:null})}async listDevices(){navigator.mediaDevices&&this.change({devices:await navigator.mediaDevices.enumerateDevices()})}impossible(){return window.isSecureContext?navigator.mediaDevices?null:"unsupported":"insecure"}cameraWish(){return{...{width:{ideal:1280},height:{ideal:720},frameRate:{ideal:25}},...It("camera")}}microphoneWish(){let e=!this.raw;return{echoCancellation:e,noiseSuppression:e,autoGainControl:e,...It("microphone")}}change(e){Object.assign(this.state,e),this.dispatchEvent(new Event("change"))}};function It(i){let o=I(i);return o?{deviceId:{ideal:o}}:{}}function Ke(i,o){return i==="camera"?{camera_fault:o}:{microphone_fault:o}}var No={left:"room.left",duplicate:"room.duplicate",ended:"room.ended",removed:"room.removed",rejected:"room.rejected",logged_out:"room.logged_out"},F=class extends h{constructor(){super(...arguments);this.reason="left";this.site=""}render(){let e=this.reason==="duplicate"?"room.here":"room.rejoin";return s`<gb-frame>
      <div class="card">
        <div role="status"><h1>${a(No[this.reason],{site:this.site})}</h1></div>
        ${this.reason==="ended"?null:s`<button class="button primary" @click=${()=>v(this,"rejoin")}>${$e} ${a(e)}</button>`}
      </div>
    </gb-frame>`}};F.styles=[u,c`
      .card {
        display: grid;
        justify-items: center;
        gap: 1.5rem;
        max-width: 40rem;
        margin: 12vh auto 0;
        padding: 2.5rem 1.5rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        text-align: center;
      }
      h1 {
        font-size: 1.5rem;
        font-weight: 600;
      }
      .button {
        min-height: 3.25rem;
        padding: 0.5rem 1.5rem;
        font-size: 1.1em;
      }
    `],n([m()],F.prototype,"reason",2),n([m()],F.prototype,"site",2),F=n([p("gb-end-page")],F);var zt=s`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M5 22h14" /> <path d="M5 2h14" /> <path d="M17 22v-4.172a2 2 0 0 0-.586-1.414L12 12l-4.414 4.414A2 2 0 0 0 7 17.828V22" /> <path d="M7 2v4.172a2 2 0 0 0 .586 1.414L12 12l4.414-4.414A2 2 0 0 0 17 6.172V2" /></svg>`;var Z=class extends h{render(){return s`<gb-frame>
      <div class="card">
        ${zt}
        <div role="status"><h1>${a("room.wait")}</h1></div>
        <p>${a("room.wait_hint")}</p>
        <button class="button" @click=${()=>this.store.leave()}>${pe} ${a("room.leave")}</button>
      </div>
    </gb-frame>`}};Z.styles=[u,c`
      .card {
        display: grid;
        justify-items: center;
        gap: 1.25rem;
        max-width: 42rem;
        margin: 12vh auto 0;
        padding: 2.5rem 1.5rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        text-align: center;
      }
      .card > .icon {
        width: 3rem;
        height: 3rem;
      }
      h1 {
        font-size: 1.5rem;
        font-weight: 600;
      }
      .button {
        min-height: 3.25rem;
        padding: 0.5rem 1.5rem;
      }
    `],n([m({attribute:!1})],Z.prototype,"store",2),Z=n([p("gb-lobby-page")],Z);var _e=class{constructor(o){this.lock=null;this.onVisible=()=>{this.ask()};o.addController(this)}hostConnected(){document.addEventListener("visibilitychange",this.onVisible),this.ask()}hostDisconnected(){document.removeEventListener("visibilitychange",this.onVisible),this.lock?.release()}async ask(){document.visibilityState!=="visible"||!("wakeLock"in navigator)||(this.lock=await navigator.wakeLock.request("screen").catch(()=>null))}};var Nt=["pointermove","pointerdown","keydown","focusin"],Me=class{constructor(o,e){this.told=e;this.onMove=()=>this.moved();o.addController(this)}hostConnected(){for(let o of Nt)window.addEventListener(o,this.onMove);document.addEventListener("fullscreenchange",this.onMove)}hostDisconnected(){for(let o of Nt)window.removeEventListener(o,this.onMove);document.removeEventListener("fullscreenchange",this.onMove),window.clearTimeout(this.timer)}moved(){this.told(!1),window.clearTimeout(this.timer),this.timer=window.setTimeout(()=>this.told(!0),4e3)}};var Ht=s`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><line x1="10" x2="14" y1="2" y2="2" /> <line x1="12" x2="15" y1="14" y2="11" /> <circle cx="12" cy="14" r="8" /></svg>`;var Pe={proceedings:null,behind_ms:0,note:null,heads:null,recording:vt};function Pt(i,o,e){switch(o.type){case"welcome":return{...Pe,...Kt(o.proceedings??null,e)};case"proceedings":return{...i,...Kt(o.state,e)};case"message":return{...i,note:o.text===""?null:{text:o.text,until:o.until}};case"recording":return{...i,recording:{...o,told_ms:e}};case"heads":return{...i,heads:o};default:return i}}function Gt(i,o,e){let{proceedings:t}=i;return e||!t?!0:t.muted.includes(o)?!1:!t.governed||t.floor.site===o}function Bt({proceedings:i},o){return i?.muted.includes(o)?i.mute_reasons?.[o]??null:null}function Ft(i,o,e){let{proceedings:t}=i;return e||!t?.governed?!0:t.floor.site===o||t.presenters.includes(o)}function Ut(i,o){return i.proceedings?.queue.some(e=>e.site===o)??!1}function Vt(i,o){let e=Date.parse(i.proceedings?.floor.since??"");return Number.isNaN(e)?null:Math.max(0,Math.floor((o+i.behind_ms-e)/1e3))}function Wt(i,o){let{note:e,behind_ms:t}=i;if(!e)return null;let r=Date.parse(e.until);return Number.isNaN(r)||o+t<r?e.text:null}function Xt(i,o){let e=i.proceedings?.roll,t=Date.parse(e?.until??"");return e?.called&&!Number.isNaN(t)&&o+i.behind_ms<t?e.called:null}function Kt(i,o){let e=Date.parse(i?.now??"");return{proceedings:i,behind_ms:Number.isNaN(e)?0:e-o}}var Ho=[["for","ballot.for"],["against","ballot.against"],["abstain","ballot.abstain"]],Ko=1e3,J=class extends h{connectedCallback(){super.connectedCallback(),this.watch(this.store),this.timer=window.setInterval(()=>this.requestUpdate(),Ko)}disconnectedCallback(){super.disconnectedCallback(),window.clearInterval(this.timer)}render(){return s`<div role="status">${this.note()} ${this.called()}</div>
      ${this.ballot()} ${this.speakingTime()}`}note(){let o=Wt(this.store.state.conduct,Date.now());return o===null?null:s`<gb-notice kind="info" aria-label=${a("room.message")}>${o}</gb-notice>`}called(){let{conduct:o,self:e,roster:t}=this.store.state,r=Xt(o,Date.now());if(r===null||this.store.role==="chair")return null;let l=r===e?.id?a("roll.called_you"):a("roll.called",{site:me(t,r)??""});return s`<gb-notice kind="info">${l}</gb-notice>`}ballot(){let{conduct:o,self:e}=this.store.state,t=o.proceedings?.vote;if(!t?.open||!e||!t.voters.includes(e.id))return null;let r=t.ballots.find(({site:l})=>l===e.id);return s`<section class="ballot" aria-label=${a("ballot.yours")}>
      <h2>${a("ballot.question",{question:t.question})}</h2>
      <div class="choices">
        ${Ho.map(([l,d])=>s`<button class="button" aria-pressed=${r?.choice===l} @click=${()=>this.store.vote(l)}>
              ${a(d)}
            </button>`)}
      </div>
      <p role="status">${r?a("ballot.cast"):null}</p>
    </section>`}speakingTime(){let{conduct:o}=this.store.state,e=Vt(o,Date.now());if(e===null)return null;let t=o.proceedings?.floor.limit_s??0,r=t>0&&e>t,l=t>0?`${Ge(e)} / ${Ge(t)}`:Ge(e);return s`<div class="clock ${r?"over":""}" role="timer">${Ht} ${a(r?"floor.over":"floor.time",{time:l})}</div>`}};J.styles=[u,c`
      :host {
        display: grid;
        justify-items: center;
        gap: 0.6rem;
        pointer-events: none;
      }
      gb-notice,
      .ballot,
      .clock {
        pointer-events: auto;
        box-shadow: 0 0.4rem 1.5rem rgb(0 0 0 / 60%);
      }
      gb-notice {
        max-width: 56rem;
        font-size: 1.6rem;
        font-weight: 600;
        white-space: pre-line;
      }
      .ballot {
        display: grid;
        gap: 0.75rem;
        max-width: 46rem;
        padding: 1rem 1.25rem;
        border: 2px solid var(--brand);
        border-radius: 0.7rem;
        background: var(--surface);
      }
      h2 {
        font-size: 1.25rem;
        white-space: pre-line;
      }
      .choices {
        display: flex;
        flex-wrap: wrap;
        gap: 0.6rem;
      }
      .choices .button {
        flex: 1 1 10rem;
        min-height: 3rem;
        background: var(--raised);
        font-size: 1.1rem;
      }
      .choices .button[aria-pressed="true"] {
        border-color: var(--fair);
        color: var(--fair);
      }
      .clock {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        padding: 0.35rem 0.9rem;
        border-radius: 2rem;
        background: var(--surface);
        font-weight: 600;
        font-variant-numeric: tabular-nums;
      }
      .over {
        background: #b3261e;
        color: #fff;
      }
    `],n([m({attribute:!1})],J.prototype,"store",2),J=n([p("gb-conduct-board")],J);function Ge(i){return`${String(Math.floor(i/60)).padStart(2,"0")}:${String(i%60).padStart(2,"0")}`}var Po={clipping:"room.muted_for_clipping",howling:"room.muted_for_howling",echo:"room.muted_for_echo"},ee=class extends h{connectedCallback(){super.connectedCallback(),this.watch(this.store)}render(){return s`<div role="status">${this.line()??this.word()}</div>
      <div role="alert">${this.problem()}</div>`}line(){let{link:o,media:e,self:t}=this.store.state;return o.kind==="waiting"?s`<gb-notice>${a("st.reconnect",{n:o.attempt})}</gb-notice>`:t&&(e==="disconnected"||e==="failed")?s`<gb-notice>${a("room.media_wait")}</gb-notice>`:null}word(){let{stage:o,self:e,presenting:t,presents_reduced:r}=this.store.state,l=this.store.mute_reason;return l?s`<gb-notice>${a(Po[l])}</gb-notice>`:t==="showing"?s`<gb-notice kind="info">${a("share.mine")} ${r?a("share.reduced"):null}</gb-notice>`:!e||e.role!=="site"||o.floor!==e.id?null:s`<gb-notice kind="info">${a("floor.you",{site:lt(e.name)})}</gb-notice>`}problem(){let{problem:o}=this.store.state;return o?s`<gb-notice>
      <div class="row">
        <span>${a(o)}</span>
        <button aria-label=${a("com.close")} @click=${()=>this.store.dismissProblem()}>${Y}</button>
      </div>
    </gb-notice>`:null}};ee.styles=[u,c`
      :host {
        display: grid;
        justify-items: center;
        gap: 0.5rem;
        pointer-events: none;
      }
      gb-notice {
        max-width: 46rem;
        font-size: 1.15rem;
        font-weight: 600;
        box-shadow: 0 0.4rem 1.5rem rgb(0 0 0 / 60%);
        pointer-events: auto;
      }
      .row {
        display: flex;
        align-items: center;
        gap: 0.75rem;
      }
      button {
        display: inline-flex;
        padding: 0.35rem;
        border: 0;
        border-radius: 0.4rem;
        background: none;
      }
    `],n([m({attribute:!1})],ee.prototype,"store",2),ee=n([p("gb-connection-banner")],ee);var Yt=s`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M18 11V6a2 2 0 0 0-2-2a2 2 0 0 0-2 2" /> <path d="M14 10V4a2 2 0 0 0-2-2a2 2 0 0 0-2 2v2" /> <path d="M10 10.5V6a2 2 0 0 0-2-2a2 2 0 0 0-2 2v8" /> <path d="M18 8a2 2 0 1 1 4 0v6a8 8 0 0 1-8 8h-2c-2.8 0-4.5-.86-5.99-2.34l-3.6-3.6a2 2 0 0 1 2.83-2.82L7 15" /></svg>`;var Se=s`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M13 3H4a2 2 0 0 0-2 2v10a2 2 0 0 0 2 2h16a2 2 0 0 0 2-2v-3" /> <path d="M8 21h8" /> <path d="M12 17v4" /> <path d="m17 8 5-5" /> <path d="M17 3h5v5" /></svg>`;var Qt=s`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M13 3H4a2 2 0 0 0-2 2v10a2 2 0 0 0 2 2h16a2 2 0 0 0 2-2v-3" /> <path d="M8 21h8" /> <path d="M12 17v4" /> <path d="m22 3-5 5" /> <path d="m17 3 5 5" /></svg>`;var Go={video:{width:{max:Oe.width},height:{max:Oe.height},frameRate:{max:15}},audio:{echoCancellation:!1,noiseSuppression:!1,autoGainControl:!1}},Bo={systemAudio:"exclude",selfBrowserSurface:"exclude",surfaceSwitching:"include"};function Zt(){return typeof navigator.mediaDevices?.getDisplayMedia=="function"}async function Jt(i){let o;try{o=await navigator.mediaDevices.getDisplayMedia({...Go,...Bo})}catch{return null}let e=o.getVideoTracks()[0];if(!e)return null;e.contentHint="detail",e.onended=i;let t={width:screen.width*devicePixelRatio,height:screen.height*devicePixelRatio};return{picture:e,sound:o.getAudioTracks()[0]??null,reduced:kt(e.getSettings(),t)}}function eo(i){i.picture.onended=null,i.picture.stop(),i.sound?.stop()}var U=class extends h{constructor(){super(...arguments);this.open=!1}connectedCallback(){super.connectedCallback(),this.watch(this.store)}render(){let{mode:e,rotate_s:t}=Q(this.store.state.stage,"sites");return s`
      <button class="button" aria-expanded=${this.open} aria-haspopup="dialog" @click=${()=>v(this,"toggle-layouts")}>
        ${mt(e)}
        <span class="text">${a("lay.title")}<span class="now">${a(ut[e],{s:t})}</span></span>
      </button>
      <gb-page-turner .store=${this.store}></gb-page-turner>
    `}};U.styles=[u,ct,c`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem;
        min-width: 0;
      }
      .button {
        justify-content: start;
        min-width: 0;
        background: var(--raised);
        padding: 0.4rem 0.75rem;
        text-align: left;
      }
      .button[aria-expanded="true"] {
        border: 2px solid var(--brand);
        background: var(--surface);
      }
      .layout {
        width: 2.6rem;
      }
      .text {
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .now {
        display: block;
        overflow: hidden;
        max-width: 16rem;
        text-overflow: ellipsis;
        color: var(--text-soft);
        font-size: 0.85rem;
        font-weight: 400;
        line-height: 1.2;
      }
      @media (max-width: 48rem) {
        :host {
          flex-wrap: nowrap;
          justify-content: space-between;
        }
      }
    `],n([m({attribute:!1})],U.prototype,"store",2),n([m({type:Boolean})],U.prototype,"open",2),U=n([p("gb-layout-switch")],U);var z=class extends h{constructor(){super(...arguments);this.panel=!1;this.layouts=!1}connectedCallback(){super.connectedCallback(),this.watch(this.store),this.watch(this.store.media)}render(){let e=this.store.role==="viewer";return s`
      ${this.store.role==="chair"?s`<gb-layout-switch .store=${this.store} .open=${this.layouts}></gb-layout-switch>`:this.hint()}
      <nav class="buttons" aria-label=${a("room.controls")}>
        <div class="middle">
          ${e?null:this.devices()} ${e?null:this.sharing()}
          ${this.button("leave",pe,"room.leave",()=>this.store.leave())}
        </div>
        <div class="right">
          <button
            class="big ${this.panel?"pressed":""}"
            aria-expanded=${this.panel}
            @click=${()=>v(this,"toggle-panel")}
          >
            ${le}<span>${a("room.sites_show")}</span>
          </button>
        </div>
      </nav>
    `}hint(){let{self:e,microphone:t,hint:r}=this.store.state,l=this.store.media.state.microphone?"room.muted_hint":"room.mic_none",d=e?.role==="site"&&!t?l:null,f=this.store.may_speak?r??d:this.store.has_asked?"av.asked":"av.muted_by_op";return s`<p class="hint" role="status">${f?s`${E} ${a(f)}`:null}</p>`}devices(){let e=this.store.state.microphone,t=this.store.media.state.camera!==null;if(!this.store.may_speak){let r=this.store.has_asked;return s`${this.button(r?"shown":"",Yt,r?"floor.cancel":"floor.request",()=>this.store.toggleAsking())}
      ${this.camera(t)}`}return s`
      ${this.button(e?"":"off",e?A:E,e?"av.mic_off":"av.mic_on",()=>this.store.devices.toggleMicrophone())}
      ${this.camera(t)}
    `}camera(e){return this.button(e?"":"off",e?de:K,e?"av.cam_off":"av.cam_on",()=>this.store.devices.toggleCamera())}sharing(){if(!Zt())return null;let{presenting:e,roster:t,stage:r}=this.store.state,l=ce(t,r.share),d=e==="showing"||l!==null&&this.store.role==="chair",f=e==="choosing"||e==="asking"||l!==null&&!d||!d&&!this.store.may_present;return s`<button
      class="big ${d?"shown":""}"
      ?disabled=${f}
      title=${l?a("share.by",{site:l}):""}
      @click=${()=>this.store.toggleShare()}
    >
      ${d?Qt:Se}<span>${a(d?"share.stop":"share.start")}</span>
    </button>`}button(e,t,r,l){return s`<button class="big ${e}" @click=${l}>${t}<span>${a(r)}</span></button>`}};z.styles=[u,c`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto minmax(0, 1fr);
        align-items: center;
        gap: 0.5rem 1rem;
        padding: 0.6rem 1rem calc(0.6rem + env(safe-area-inset-bottom));
        border-top: 1px solid var(--line);
        background: var(--surface);
      }
      .middle,
      .right {
        display: flex;
        gap: 0.6rem;
      }
      .right {
        justify-content: flex-end;
      }
      .hint {
        display: flex;
        align-items: center;
        gap: 0.6rem;
        max-width: 26rem;
        color: var(--fair);
        font-weight: 600;
        line-height: 1.3;
      }
      .big {
        display: grid;
        justify-items: center;
        gap: 0.15rem;
        min-width: 6.4rem;
        padding: 0.5rem 0.7rem;
        border: 2px solid transparent;
        border-radius: 0.7rem;
        background: var(--raised);
        color: var(--text);
        font-size: 0.95rem;
        font-weight: 600;
        line-height: 1.2;
      }
      .big .icon {
        width: 1.8em;
        height: 1.8em;
      }
      .big:hover {
        border-color: var(--line-strong);
      }
      .off {
        border-color: var(--poor);
        color: var(--poor);
      }
      .big[disabled] {
        opacity: 0.5;
        cursor: default;
      }
      .shown {
        border-color: var(--fair);
        color: var(--fair);
      }
      .pressed {
        border-color: var(--brand);
      }
      .leave {
        background: #b3261e;
        color: #fff;
      }
      @media (max-width: 48rem) {
        :host {
          grid-template-columns: minmax(0, 1fr);
          padding: 0.5rem 0.5rem calc(0.5rem + env(safe-area-inset-bottom));
        }
        .middle,
        .right {
          display: contents;
        }
        .buttons {
          display: grid;
          grid-template-columns: repeat(5, minmax(0, 1fr));
          gap: 0.4rem;
        }
        .big {
          min-width: 0;
          padding: 0.5rem 0.1rem;
          font-size: 0.8rem;
          align-content: start;
        }
        .hint {
          max-width: none;
          justify-content: center;
          font-size: 0.9rem;
        }
      }
      @media (min-width: 48.01rem) {
        .buttons {
          display: contents;
        }
      }
    `],n([m({attribute:!1})],z.prototype,"store",2),n([m({type:Boolean})],z.prototype,"panel",2),n([m({type:Boolean})],z.prototype,"layouts",2),z=n([p("gb-control-bar")],z);var te=class extends h{connectedCallback(){super.connectedCallback(),this.watch(this.store)}render(){let{camera:o,microphone:e}=this.store.media.state,t=this.store.state.microphone,r=e?t?"room.mic_is_on":"room.mic_is_off":"room.mic_none";return s`
      <gb-self-picture .track=${o}></gb-self-picture>
      ${o?null:s`<div class="off">${K}<span class="only-read">${a("room.cam_is_off")}</span></div>`}
      <div class="strip ${t?"open":"shut"}">
        ${t?A:E}
        ${t?s`<span class="only-read">${a(r)}</span><gb-level-meter .track=${e}></gb-level-meter>`:s`<span class="text">${a(r)}</span>`}
      </div>
    `}};te.styles=[u,c`
      :host {
        display: block;
        position: relative;
        border: 1px solid var(--line-strong);
        border-radius: 0.5rem;
        background: #0a0f17;
        overflow: hidden;
        container-type: inline-size;
      }
      .off {
        position: absolute;
        inset: 0 0 1.8rem;
        display: grid;
        place-items: center;
        color: var(--text-soft);
      }
      .strip {
        position: absolute;
        inset: auto 0 0;
        display: flex;
        align-items: center;
        gap: 0.4rem;
        padding: 0.25rem 0.5rem;
        background: rgb(5 8 13 / 82%);
        font-size: 0.9rem;
        font-weight: 600;
      }
      gb-level-meter {
        flex: 1;
        min-width: 1rem;
      }
      .text {
        white-space: nowrap;
      }
      @container (max-width: 9rem) {
        .strip {
          justify-content: center;
        }
        .text {
          position: absolute;
          clip-path: inset(50%);
        }
      }
      .open {
        color: var(--good);
      }
      .shut {
        color: var(--poor);
      }
    `],n([m({attribute:!1})],te.prototype,"store",2),te=n([p("gb-self-view")],te);var S=class extends h{constructor(){super(...arguments);this.self_shown=!1;this.small=!1;this.sound_blocked=!1;this.seen=!1;this.speaker_id=""}connectedCallback(){super.connectedCallback(),this.watch(this.store),this.watch(this.store.media)}updated(){let{picture:e,sound:t}=this.store.state;to(this.video,e)&&(this.seen=!1,this.video.play().catch(()=>{})),to(this.audio,t)&&this.playSound(),this.chooseSpeaker()}render(){let e=this.store.state.meeting?"room.wait_picture":"st.connecting";return s`
      <video playsinline .muted=${!0} aria-label=${a("room.picture")} @playing=${()=>this.seen=!0}></video>
      <audio></audio>
      ${this.small?this.swapButton():null} ${this.seen?null:s`<div class="wait"><div class="ring"></div><p>${a(e)}</p></div>`}
      ${this.sound_blocked?this.soundHint():null}
      ${this.self_shown?s`<gb-self-view .store=${this.store}></gb-self-view>`:null}
    `}swapButton(){return s`<button class="swap" title=${a("share.swap")} @click=${()=>v(this,"swap-pictures")}>
      <span class="only-read">${a("share.swap")}</span>
    </button>`}soundHint(){return s`<div class="silent" role="alert">
      <button class="button primary" @click=${this.playSound}>
        ${xt} <span>${a("room.sound_blocked")} ${a("room.sound_on")}</span>
      </button>
    </div>`}async playSound(){try{await this.audio.play(),this.sound_blocked=!1}catch(e){this.sound_blocked=e instanceof DOMException&&e.name==="NotAllowedError"}}async chooseSpeaker(){let e=I("loudspeaker");e===this.speaker_id||!("setSinkId"in this.audio)||(this.speaker_id=e,await this.audio.setSinkId(e).catch(t=>console.warn("loudspeaker not usable",t)))}};S.styles=[u,c`
      :host {
        display: block;
        position: relative;
        background: #05080d;
      }
      video {
        display: block;
        width: 100%;
        height: 100%;
        object-fit: contain;
      }
      .swap {
        position: absolute;
        inset: 0;
        border: 0;
        background: none;
      }
      .swap:hover {
        box-shadow: inset 0 0 0 3px var(--brand);
      }
      .swap:focus-visible {
        outline-offset: -0.3rem;
      }
      .wait {
        position: absolute;
        inset: 0;
        display: grid;
        place-content: center;
        justify-items: center;
        gap: 1.25rem;
        padding: 1rem;
        color: var(--text);
        font-size: 1.3rem;
        text-align: center;
      }
      .ring {
        width: 3.5rem;
        height: 3.5rem;
        border: 0.35rem solid var(--line);
        border-top-color: var(--brand);
        border-radius: 50%;
        animation: turn 1.1s linear infinite;
      }
      @keyframes turn {
        to {
          transform: rotate(1turn);
        }
      }
      .silent {
        position: absolute;
        inset: auto 0 1.25rem;
        display: grid;
        justify-items: center;
      }
      .silent .button {
        min-height: 4rem;
        padding: 0.5rem 1.5rem;
        font-size: 1.2rem;
        box-shadow: 0 0.5rem 2rem #000;
      }
      gb-self-view {
        position: absolute;
        right: 0.75rem;
        bottom: 0.75rem;
        width: clamp(7rem, 13vw, 18rem);
      }
    `],n([m({attribute:!1})],S.prototype,"store",2),n([m({type:Boolean})],S.prototype,"self_shown",2),n([m({type:Boolean,reflect:!0})],S.prototype,"small",2),n([g()],S.prototype,"sound_blocked",2),n([g()],S.prototype,"seen",2),n([k("video")],S.prototype,"video",2),n([k("audio")],S.prototype,"audio",2),S=n([p("gb-mix-view")],S);function to(i,o){return(i.srcObject?.getTracks()[0]??null)===o?!1:(i.srcObject=o?new MediaStream([o]):null,o!==null)}var Fo=-127,oo=60,oe=class extends h{constructor(){super(...arguments);this.onKey=e=>{e.key==="Escape"&&this.close()};this.close=()=>v(this,"toggle-quality")}connectedCallback(){super.connectedCallback(),this.watch(this.store),this.setAttribute("role","dialog"),this.setAttribute("aria-label",a("qual.title")),this.addEventListener("keydown",this.onKey)}firstUpdated(){this.renderRoot.querySelector("button")?.focus()}render(){return s`
      <div class="head">
        <h2>${a("qual.title")}</h2>
        <button class="button close" aria-label=${a("com.close")} @click=${this.close}>${Y}</button>
      </div>
      <dl>${this.rows().map(([e,t])=>s`<dt>${a(e)}</dt><dd>${t}</dd>`)}</dl>
      ${this.reason()}
    `}rows(){let{line:e,server_line:t}=this.store.state,r=[];e&&r.push(["qual.up",a("qual.rate",{kbps:H(e.tx_kbps)})],["qual.down",a("qual.rate",{kbps:H(e.rx_kbps)})],["qual.rtt",a("qual.ms",{ms:e.rtt_ms})],["qual.loss",a("qual.percent",{n:H(e.loss_percent,1)})],["qual.jitter",a("qual.ms",{ms:e.jitter_ms})],["qual.picture",Uo(e.height_px,e.fps)],["qual.dropped",a("qual.dropped_are",{up:H(t?.dropped??0),down:H(e.dropped)})]);let l=t?.centre_ms??0;l>0&&r.push(["qual.centre",a("qual.ms",{ms:H(l,1)})]);let d=t?.slides??"none";d!=="none"&&r.push(["qual.slides",a(d==="stream"?"qual.slides_stream":"qual.slides_composed")]);let f=t?.level_dbov;return this.store.role!=="viewer"&&f!==void 0&&r.push(["qual.level",Vo(f)]),r}reason(){let e=this.store.state.server_line?.reason??"";return e===""?null:s`<gb-notice>${a(e==="line"?"test.net_bad":"qual.cap")}</gb-notice>`}};oe.styles=[u,ft,c`
      :host {
        display: grid;
        gap: 0.6rem;
        padding: 0.75rem 0.9rem 0.9rem;
      }
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0.25rem 1rem;
        margin: 0;
      }
      dt {
        color: var(--text-soft);
      }
      dd {
        margin: 0;
        font-variant-numeric: tabular-nums;
        font-weight: 600;
        text-align: right;
      }
      meter {
        width: 5rem;
        margin-right: 0.5rem;
      }
      gb-notice {
        font-size: 0.95rem;
      }
    `],n([m({attribute:!1})],oe.prototype,"store",2),oe=n([p("gb-quality-panel")],oe);function Uo(i,o){return i===0?a("qual.no_picture"):a("qual.picture_is",{height:i,fps:o})}function Vo(i){if(i<=Fo)return a("qual.silent");let o=Math.max(0,oo+i);return s`<meter min="0" max=${oo} value=${o} aria-hidden="true"></meter>${a("qual.db",{n:Math.round(i)})}`}var io=c`
  :host {
    display: grid;
    grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr) auto;
    grid-template-areas: "top top" "stage panel" "bottom bottom";
    height: 100dvh;
    background: #05080d;
    overflow: hidden;
  }
  :host([slides]) {
    grid-template: auto auto minmax(0, 1fr) auto / minmax(0, 1fr) auto;
    grid-template-areas: "top top" "stage corner" "stage panel" "bottom bottom";
  }
  header {
    grid-area: top;
    min-width: 0;
  }
  main {
    display: contents;
  }
  .large {
    grid-area: stage;
    min-width: 0;
    min-height: 0;
  }
  .beside {
    grid-area: corner;
    aspect-ratio: 16 / 9;
    min-width: clamp(9rem, 17vw, 26rem);
    contain: inline-size; /* the column is as wide as the panel, not as the picture */
    border-left: 1px solid var(--line);
  }
  .away {
    display: none;
  }
  gb-conduct-board {
    grid-area: stage;
    align-self: end;
    margin: 0.75rem;
    z-index: 1;
  }
  gb-connection-banner {
    grid-area: stage;
    align-self: start;
    margin: 0.75rem;
    z-index: 1;
  }
  gb-layout-panel,
  gb-quality-panel {
    grid-area: stage;
    max-height: calc(100% - 1.5rem);
    margin: 0.75rem;
    z-index: 2;
  }
  gb-layout-panel {
    align-self: end;
    justify-self: start;
    width: min(38rem, 100% - 1.5rem);
  }
  gb-quality-panel {
    align-self: start;
    justify-self: end;
    width: min(25rem, 100% - 1.5rem);
  }
  aside {
    grid-area: panel;
    width: clamp(17rem, 22vw, 30rem);
    min-height: 0;
    overflow: hidden;
  }
  aside[hidden] {
    display: none;
  }
  gb-site-panel {
    height: 100%;
  }
  gb-control-bar {
    grid-area: bottom;
  }
  :host([bare]) header,
  :host([bare]) aside,
  :host([bare]) gb-control-bar {
    display: none;
  }
  @media (max-width: 62rem) and (orientation: portrait) {
    :host,
    :host([slides]) {
      grid-template: auto auto auto minmax(0, 1fr) auto / minmax(0, 1fr);
      grid-template-areas: "top" "stage" "corner" "panel" "bottom";
    }
    .large,
    .beside {
      aspect-ratio: 16 / 9;
    }
    .beside {
      justify-self: center;
      width: 55%;
      border: 0;
    }
    aside {
      width: auto;
    }
    gb-layout-panel,
    gb-quality-panel {
      grid-area: panel;
      align-self: stretch;
      width: auto;
      max-height: none;
      margin: 0;
      border-radius: 0;
    }
  }
`;var ro=s`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M8 3H5a2 2 0 0 0-2 2v3" /> <path d="M21 8V5a2 2 0 0 0-2-2h-3" /> <path d="M3 16v3a2 2 0 0 0 2 2h3" /> <path d="M16 21h3a2 2 0 0 0 2-2v-3" /></svg>`;var V=class extends h{open(){this.requestUpdate(),this.dialog.showModal()}render(){return s`<dialog aria-labelledby="title">
      <div class="body">
        <div class="head">
          <h1 id="title">${a("room.settings")}</h1>
          <button class="button close" aria-label=${a("com.close")} @click=${()=>this.dialog.close()}>${Y}</button>
        </div>
        <gb-device-panel .media=${this.store.media}></gb-device-panel>
        <gb-reading-options named></gb-reading-options>
        <button class="button" @click=${this.toggleFullscreen}>
          ${ro} ${a(document.fullscreenElement?"room.fullscreen_exit":"room.fullscreen")}
        </button>
      </div>
    </dialog>`}toggleFullscreen(){this.dialog.close(),v(this,"toggle-fullscreen")}};V.styles=[u,c`
      dialog {
        width: min(32rem, calc(100vw - 2rem));
        padding: 1.25rem;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--text);
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 65%);
      }
      .body {
        display: grid;
        gap: 1.1rem;
      }
      .head {
        display: flex;
        align-items: center;
        justify-content: space-between;
      }
      h1 {
        font-size: 1.25rem;
        font-weight: 600;
      }
      .close {
        padding: 0.5rem;
      }
    `],n([m({attribute:!1})],V.prototype,"store",2),n([k("dialog")],V.prototype,"dialog",2),V=n([p("gb-settings-dialog")],V);var so={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},ao=i=>(...o)=>({_$litDirective$:i,values:o}),Te=class{constructor(o){}get _$AU(){return this._$AM._$AU}_$AT(o,e,t){this._$Ct=o,this._$AM=e,this._$Ci=t}_$AS(o,e){return this.update(o,e)}update(o,e){return this.render(...e)}};var{I:Wo}=We,no=i=>i;var lo=()=>document.createComment(""),ie=(i,o,e)=>{let t=i._$AA.parentNode,r=o===void 0?i._$AB:o._$AA;if(e===void 0){let l=t.insertBefore(lo(),r),d=t.insertBefore(lo(),r);e=new Wo(l,d,i,i.options)}else{let l=e._$AB.nextSibling,d=e._$AM,f=d!==i;if(f){let b;e._$AQ?.(i),e._$AM=i,e._$AP!==void 0&&(b=i._$AU)!==d._$AU&&e._$AP(b)}if(l!==r||f){let b=e._$AA;for(;b!==l;){let x=no(b).nextSibling;no(t).insertBefore(b,r),b=x}}}return e},N=(i,o,e=i)=>(i._$AI(o,e),i),Xo={},mo=(i,o=Xo)=>i._$AH=o,co=i=>i._$AH,Ee=i=>{i._$AR(),i._$AA.remove()};var po=(i,o,e)=>{let t=new Map;for(let r=o;r<=e;r++)t.set(i[r],r);return t},ho=ao(class extends Te{constructor(i){if(super(i),i.type!==so.CHILD)throw Error("repeat() can only be used in text expressions")}dt(i,o,e){let t;e===void 0?e=o:o!==void 0&&(t=o);let r=[],l=[],d=0;for(let f of i)r[d]=t?t(f,d):d,l[d]=e(f,d),d++;return{values:l,keys:r}}render(i,o,e){return this.dt(i,o,e).values}update(i,[o,e,t]){let r=co(i),{values:l,keys:d}=this.dt(o,e,t);if(!Array.isArray(r))return this.ut=d,l;let f=this.ut??=[],b=[],x,Be,y=0,$=r.length-1,w=0,_=l.length-1;for(;y<=$&&w<=_;)if(r[y]===null)y++;else if(r[$]===null)$--;else if(f[y]===d[w])b[w]=N(r[y],l[w]),y++,w++;else if(f[$]===d[_])b[_]=N(r[$],l[_]),$--,_--;else if(f[y]===d[_])b[_]=N(r[y],l[_]),ie(i,b[_+1],r[y]),y++,_--;else if(f[$]===d[w])b[w]=N(r[$],l[w]),ie(i,r[y],r[$]),$--,w++;else if(x===void 0&&(x=po(d,w,_),Be=po(f,y,$)),x.has(f[y]))if(x.has(f[$])){let T=Be.get(d[w]),Le=T!==void 0?r[T]:null;if(Le===null){let Fe=ie(i,r[y]);N(Fe,l[w]),b[w]=Fe}else b[w]=N(Le,l[w]),ie(i,r[y],Le),r[T]=null;w++}else Ee(r[$]),$--;else Ee(r[y]),y++;for(;w<=_;){let T=ie(i,b[_+1]);N(T,l[w]),b[w++]=T}for(;y<=$;){let T=r[y++];T!==null&&Ee(T)}return this.ut=d,mo(i,b),Ue}});var uo=s`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M12 17v5" /> <path d="M15 9.34V7a1 1 0 0 1 1-1 2 2 0 0 0 0-4H7.89" /> <path d="m2 2 20 20" /> <path d="M9 9v1.76a2 2 0 0 1-1.11 1.79l-1.78.9A2 2 0 0 0 5 15.24V16a1 1 0 0 0 1 1h11" /></svg>`;var W=class extends h{connectedCallback(){super.connectedCallback(),this.watch(this.store)}render(){let{stage:o}=this.store.state,{id:e,role:t}=this.site,r=o.floor===e,l=Q(o,"sites"),d=l.mode==="pin"&&l.pinned===e;return s`
      ${t==="chair"?null:s`<button class="button" @click=${()=>this.store.wishes.floor(r?"":e)}>
            ${fe} ${a(r?"floor.end":"floor.give")}
          </button>`}
      <button class="button" @click=${()=>this.store.wishes.pin(d?"":e,this.store.state.stage)}>
        ${d?uo:he} ${a(d?"lay.unpin":"lay.pin")}
      </button>
    `}};W.styles=[u,c`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 0.4rem;
        padding: 0.15rem 0 0.35rem;
      }
      .button {
        flex: 1 1 auto;
        min-height: 2.5rem;
        padding: 0.25rem 0.6rem;
        background: var(--raised);
        font-size: 0.9rem;
      }
      .button:hover {
        border-color: var(--text);
      }
    `],n([m({attribute:!1})],W.prototype,"store",2),n([m({attribute:!1})],W.prototype,"site",2),W=n([p("gb-site-actions")],W);var fo=s`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="m19 5 3-3" /> <path d="m2 22 3-3" /> <path d="M6.3 20.3a2.4 2.4 0 0 0 3.4 0L12 18l-6-6-2.3 2.3a2.4 2.4 0 0 0 0 3.4Z" /> <path d="M7.5 13.5 10 11" /> <path d="M10.5 16.5 13 14" /> <path d="m12 6 6 6 2.3-2.3a2.4 2.4 0 0 0 0-3.4l-2.6-2.6a2.4 2.4 0 0 0-3.4 0Z" /></svg>`;var Re=s`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M2 20h.01" /> <path d="M7 20v-4" /> <path d="M12 20v-8" /></svg>`;var Ce=s`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M2 20h.01" /> <path d="M7 20v-4" /></svg>`;var je=s`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M2 10v3" /> <path d="M6 6v11" /> <path d="M10 3v18" /> <path d="M14 8v7" /> <path d="M18 5v13" /> <path d="M22 10v3" /></svg>`;var Yo={connected:"st.connected",connecting:"st.connecting",lost:"st.lost",none:"st.none"},vo=c`
  .open {
    color: var(--good);
  }
  .voice {
    color: var(--fair);
  }
  .quiet {
    color: var(--line-strong);
  }
  .fair {
    color: var(--fair);
  }
  .poor {
    color: var(--poor);
  }
`;function go(i,o){let e=[];return i.role==="chair"&&e.push(a("room.role_chair")),o&&e.push(a("room.you")),i.state!=="connected"&&e.push(a(Yo[i.state])),e.join(" · ")}function bo(i,o){if(i.state!=="connected")return s`<span class="quiet">${fo}</span>`;if(o)return s`<span class="voice">${je}<span class="only-read">${a("room.speaking")}</span></span>`;let e=a(i.mic?"room.mic_is_on":"room.mic_is_off");return s`<span class=${i.mic?"open":"quiet"} title=${e}>
    ${i.mic?A:E}<span class="only-read">${e}</span>
  </span>`}function yo(i){if(i.state!=="connected"||i.quality==="good")return s`<span></span>`;let o=`${a("room.line")}: ${a(i.quality==="fair"?"st.fair":"st.poor")}`;return s`<span class=${i.quality} title=${o}>
    ${i.quality==="fair"?Re:Ce}<span class="only-read">${o}</span>
  </span>`}function wo(i,o,e){let t=Q(o,"sites"),r=(l,d,f)=>l?s`<span class="voice" title=${a(f)}>${d}<span class="only-read">${a(f)}</span></span>`:null;return s`${r(o.floor===i.id,fe,"room.has_floor")}
  ${r(o.share.site===i.id,Se,"room.presents")}
  ${r(t.mode==="pin"&&t.pinned===i.id&&e==="chair",he,"room.pinned")}`}var j=class extends h{constructor(){super(...arguments);this.opened="";this.chat=!1;this.read=0;this.onLine=e=>{let{name:t,text:r}=e.detail;(!this.chat||this.offsetParent===null)&&it(a("room.chat_line",{name:t,text:r}))}}connectedCallback(){super.connectedCallback(),this.watch(this.store),this.store.addEventListener("line",this.onLine)}disconnectedCallback(){super.disconnectedCallback(),this.store.removeEventListener("line",this.onLine)}willUpdate(){this.chat&&(this.read=this.store.state.chat.length)}render(){let{roster:e,conduct:t}=this.store.state,r={n:dt(e),total:e.sites.length},l=this.store.role!=="viewer"&&t.proceedings!==null;return s`
      <div class="head">
        <gb-self-view .store=${this.store}></gb-self-view>
        ${l?this.heads(a("room.sites_count",r)):s`<h2 id="count">${a("room.sites_count",r)}</h2>`}
        ${this.people()}
      </div>
      ${this.chat&&l?s`<gb-chat-panel .store=${this.store} ?site=${this.store.role==="site"}></gb-chat-panel>`:this.list()}
    `}list(){let{roster:e}=this.store.state;return s`
      <ul aria-labelledby="count" tabindex="0">
        ${ho(e.sites,t=>t.id,t=>this.row(t))}
      </ul>
    `}heads(e){let t=(r,l)=>s`<button id=${r?"chat":"count"} role="tab" aria-selected=${this.chat===r} class=${r&&this.store.state.chat.length>this.read?"calls":""} @click=${()=>this.chat=r}>
        ${l}
      </button>`;return s`<div class="tabs" role="tablist" aria-label=${a("room.sites_show")}>${t(!1,e)}${t(!0,a("con.chat"))}</div>`}people(){let{conduct:e,self:t}=this.store.state;if(this.store.role!=="site"||!t||!e.proceedings?.roll)return null;let{heads:r}=e;return s`<button class="button" @click=${()=>{this.editPeople()}}>${le} ${r?a("roll.head",{a:r.convened,b:r.present}):a("roll.heads")}</button>`}async editPeople(){let{editHeads:e}=await import("./heads_form-PVMJVWML.js"),{conduct:t,self:r}=this.store.state;await e({name:r?.name??"",heads:t.heads,delegates:t.proceedings?.delegates===!0,say:l=>this.store.sayHeads(l)})}row(e){let t=e.id===this.store.state.self?.id,r=e.speaking||e.id===this.store.state.roster.speaker;return s`<li class="${e.state} ${r?"speaking":""}">
      <span class="dot"></span>
      ${this.name(e,t)}
      <span class="marks">${wo(e,this.store.state.stage,this.store.role)} ${yo(e)}</span> ${bo(e,r)}
      ${this.opened===e.id?s`<gb-site-actions .store=${this.store} .site=${e}></gb-site-actions>`:null}
    </li>`}name(e,t){let r=s`${e.name}<span class="more">${go(e,t)}</span>`;if(this.store.role!=="chair")return s`<span class="name ${t?"own":""}">${r}</span>`;let l=this.opened===e.id;return s`<button
      class="name ${t?"own":""}"
      aria-expanded=${l}
      title=${a("room.site_actions")}
      @click=${()=>this.opened=l?"":e.id}
    >
      ${r}
    </button>`}};j.styles=[u,vo,c`
      :host {
        display: flex;
        flex-direction: column;
        gap: 0.75rem;
        padding: 0.75rem;
        border-left: 1px solid var(--line);
        background: var(--surface);
      }
      .head {
        display: grid;
        gap: 0.75rem;
        flex: none;
      }
      :host([compact]) .head {
        grid-template-columns: 9rem minmax(0, 1fr);
        align-items: center;
      }
      h2 {
        font-size: 1.05rem;
        font-weight: 600;
      }
      .tabs {
        display: flex;
        gap: 0.25rem;
        border-bottom: 1px solid var(--line);
      }
      .tabs button {
        flex: 1 1 auto;
        min-height: 2.5rem;
        padding: 0.2rem 0.4rem;
        border: 0;
        border-bottom: 3px solid transparent;
        background: none;
        color: var(--text-soft);
        font-weight: 600;
      }
      .tabs [aria-selected="true"] {
        border-color: var(--brand);
        color: var(--text);
      }
      .tabs .calls::after {
        content: "";
        display: inline-block;
        width: 0.55rem;
        height: 0.55rem;
        margin: 0 0 0.5rem 0.25rem;
        border-radius: 50%;
        background: var(--fair);
      }
      gb-chat-panel {
        flex: 1;
        min-height: 0;
      }
      ul {
        margin: 0 -0.4rem;
        min-height: 0;
        overflow-y: auto;
        scrollbar-width: thin;
        scrollbar-color: var(--line-strong) transparent;
      }
      li {
        position: relative;
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto auto;
        align-items: center;
        gap: 0.5rem;
        min-height: 2.25rem;
        margin-bottom: 0.1rem;
        padding: 0.15rem 0.55rem;
        border: 2px solid transparent;
        border-radius: 0.5rem;
      }
      li.speaking {
        border-color: var(--fair);
        background: var(--note);
      }
      .dot {
        width: 0.7rem;
        height: 0.7rem;
        border: 2px solid var(--line-strong);
        border-radius: 50%;
      }
      .connected .dot {
        border-color: var(--good);
        background: var(--good);
      }
      .lost .dot {
        border-color: var(--poor);
      }
      .marks {
        gap: 0.35rem;
      }
      gb-site-actions {
        grid-column: 2 / -1;
      }
      button.name {
        padding: 0.2rem 0;
        border: 0;
        background: none;
        text-align: left;
      }
      button.name:hover {
        text-decoration: underline;
        text-underline-offset: 0.2em;
      }
      .name {
        line-height: 1.25;
        overflow-wrap: anywhere;
      }
      .own {
        font-weight: 600;
      }
      .more {
        display: block;
        color: var(--text-soft);
        font-size: 0.85rem;
        font-weight: 400;
      }
      .lost .more {
        color: var(--poor);
      }
      span {
        display: inline-flex;
      }
      .name,
      span.more {
        display: block;
      }
      @media (max-width: 62rem) and (orientation: portrait) {
        :host {
          border-top: 1px solid var(--line);
          border-left: 0;
        }
        .head {
          grid-template-columns: 9rem minmax(0, 1fr);
          align-items: center;
        }
        :host([compact]) .head {
          grid-template-columns: minmax(0, 1fr);
        }
        :host([compact]) gb-self-view {
          display: none;
        }
      }
    `],n([m({attribute:!1})],j.prototype,"store",2),n([g()],j.prototype,"opened",2),n([g()],j.prototype,"chat",2),n([g()],j.prototype,"read",2),j=n([p("gb-site-panel")],j);var ko=s`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M8 3v3a2 2 0 0 1-2 2H3" /> <path d="M21 8h-3a2 2 0 0 1-2-2V3" /> <path d="M3 16h3a2 2 0 0 1 2 2v3" /> <path d="M16 21v-3a2 2 0 0 1 2-2h3" /></svg>`;var $o=s`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M3 7V5a2 2 0 0 1 2-2h2" /> <path d="M17 3h2a2 2 0 0 1 2 2v2" /> <path d="M21 17v2a2 2 0 0 1-2 2h-2" /> <path d="M7 21H5a2 2 0 0 1-2-2v-2" /></svg>`;var xo=s`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M8 3 4 7l4 4" /> <path d="M4 7h16" /> <path d="m16 21 4-4-4-4" /> <path d="M20 17H4" /></svg>`;var D=class extends h{constructor(){super(...arguments);this.small=!1;this.own_size=!1;this.presenter=""}connectedCallback(){super.connectedCallback(),this.watch(this.store)}updated(e){this.applySize();let{slides:t,stage:r,server_line:l}=this.store.state,d=l?.slides==="composed",f=r.share.mine||d?"":r.share.site;e.has("small")&&this.small&&(this.own_size=!1);let b=this.video.srcObject?.getTracks()[0]??null,x=f===""?null:t;f===this.presenter&&b===x||(this.presenter=f,this.own_size=!1,this.video.srcObject=x&&new MediaStream([x]),v(this,"slides-shown",!1),x&&this.video.play().catch(()=>{}))}render(){let e=ce(this.store.state.roster,this.store.state.stage.share);return s`
      <div class="scroll ${this.own_size?"own":""}" tabindex=${this.own_size?0:-1}>
        <video
          playsinline
          .muted=${!0}
          aria-label=${a("share.picture")}
          @loadeddata=${()=>v(this,"slides-shown",!0)}
          @resize=${this.applySize}
        ></video>
      </div>
      ${e?s`<p class="by">${a("share.by",{site:e})}</p>`:null}
      <div class="tools">
        ${this.small?null:this.sizeButton()}
        <button class="button" title=${a("share.swap")} @click=${()=>v(this,"swap-pictures")}>
          ${xo}<span class="only-read">${a("share.swap")}</span>
        </button>
      </div>
    `}sizeButton(){let e=a(this.own_size?"share.fit":"share.own_size");return s`<button class="button" title=${e} @click=${()=>this.own_size=!this.own_size}>
      ${this.own_size?ko:$o}<span class="label">${e}</span>
    </button>`}applySize(){let{videoWidth:e,videoHeight:t,style:r}=this.video;r.width=this.own_size?`${e/devicePixelRatio}px`:"",r.height=this.own_size?`${t/devicePixelRatio}px`:""}};D.styles=[u,c`
      :host {
        display: block;
        position: relative;
        background: #05080d;
        overflow: hidden;
      }
      .scroll {
        width: 100%;
        height: 100%;
        overflow: hidden;
      }
      video {
        display: block;
        width: 100%;
        height: 100%;
        object-fit: contain;
      }
      .own {
        overflow: auto;
      }
      .own video {
        width: auto;
        height: auto;
        max-width: none;
        margin: auto;
      }
      .tools {
        position: absolute;
        inset: 0.5rem 0.5rem auto auto;
        display: flex;
        gap: 0.4rem;
        max-width: calc(100% - 1rem);
      }
      .tools .button {
        min-height: 2.4rem;
        padding: 0.25rem 0.7rem;
        background: rgb(18 26 38 / 88%);
        font-size: 0.9rem;
      }
      .by {
        position: absolute;
        inset: auto auto 0.5rem 0.5rem;
        max-width: calc(100% - 1rem);
        padding: 0.15rem 0.6rem;
        border-radius: 0.4rem;
        background: rgb(5 8 13 / 82%);
        font-size: 0.9rem;
        font-weight: 600;
      }
      :host([bare]) .tools,
      :host([bare]) .by,
      :host([small]) .by {
        display: none;
      }
      @media (max-width: 48rem) {
        .tools .label {
          display: none;
        }
      }
    `],n([m({attribute:!1})],D.prototype,"store",2),n([m({type:Boolean,reflect:!0})],D.prototype,"small",2),n([g()],D.prototype,"own_size",2),n([k("video")],D.prototype,"video",2),D=n([p("gb-slides-view")],D);var _o=s`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M2 20h.01" /> <path d="M7 20v-4" /> <path d="M12 20v-8" /> <path d="M17 20V8" /> <path d="M22 4v16" /></svg>`;var Qo={good:"st.good",fair:"st.fair",poor:"st.poor"},Zo={good:_o,fair:Re,poor:Ce},X=class extends h{constructor(){super(...arguments);this.quality=!1}connectedCallback(){super.connectedCallback(),this.watch(this.store)}render(){let{meeting:e,roster:t,level:r,stage:l,conduct:d}=this.store.state,f=me(t,l.floor)??nt(t);return s`
      <h1 title=${e?.title??""}>${e?.title??a("app.brand")}</h1>
      ${d.recording.state==="recording"?s`<div class="recorded" role="status">${a("rec.on")}</div>`:null}
      ${f?s`<div class="speaker">${je} <span>${a("floor.now",{site:f})}</span></div>`:null}
      ${l.floor!==""&&this.store.role==="chair"?this.endOfSpeech():null} ${r?this.line(r):null}
      <button class="button plain" title=${a("room.settings")} @click=${()=>v(this,"open-settings")}>
        ${Qe}<span class="label">${a("room.settings")}</span>
      </button>
    `}endOfSpeech(){return s`<button class="button end" @click=${()=>this.store.wishes.floor("")}>${a("floor.end")}</button>`}line(e){return s`<button
      class="button plain line ${e}"
      title=${a("qual.title")}
      aria-expanded=${this.quality}
      aria-haspopup="dialog"
      @click=${()=>v(this,"toggle-quality")}
    >
      ${e==="poor"?et:null}${Zo[e]}
      <span><span class="label">${a("room.line")}: </span>${a(Qo[e])}</span>
    </button>`}};X.styles=[u,c`
      :host {
        display: flex;
        align-items: center;
        gap: 1.25rem;
        min-height: 3.2rem;
        padding: 0.4rem 1rem;
        border-bottom: 1px solid var(--line);
        background: var(--surface);
        color: var(--text);
      }
      h1 {
        flex: 1 1 auto;
        min-width: 0;
        overflow: hidden;
        font-size: 1.15rem;
        font-weight: 600;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .speaker,
      .line {
        display: flex;
        flex: none;
        align-items: center;
        gap: 0.45rem;
        font-weight: 600;
        white-space: nowrap;
      }
      .speaker {
        max-width: 45%;
        color: var(--fair);
      }
      .end {
        flex: none;
        min-height: 2.3rem;
        padding: 0.2rem 0.7rem;
        font-size: 0.9rem;
      }
      .plain,
      .end {
        flex: none;
        white-space: nowrap;
      }
      .plain {
        min-height: 2.3rem;
        padding: 0.2rem 0.6rem;
        border-color: var(--line);
        background: none;
      }
      .plain[aria-expanded="true"] {
        border-color: var(--brand);
      }
      .recorded {
        flex: none;
        color: var(--poor);
        font-weight: 600;
        white-space: nowrap;
      }
      .recorded::before {
        display: inline-block;
        width: 0.75rem;
        height: 0.75rem;
        margin-right: 0.4rem;
        border-radius: 50%;
        background: currentColor;
        content: "";
      }
      .speaker span {
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .good {
        color: var(--good);
      }
      .fair {
        color: var(--fair);
      }
      .poor {
        color: var(--poor);
      }
      @media (max-width: 48rem) {
        :host {
          flex-wrap: wrap;
          gap: 0.1rem 0.5rem;
        }
        h1 {
          flex-basis: 40%;
          font-size: 1rem;
        }
        .speaker {
          order: 3;
          flex: 1 1 60%;
          max-width: 100%;
        }
        .end {
          order: 4;
        }
        .plain {
          padding: 0.2rem 0.45rem;
        }
        .label {
          position: absolute;
          width: 1px;
          height: 1px;
          overflow: hidden;
          clip-path: inset(50%);
          white-space: nowrap;
        }
      }
    `],n([m({attribute:!1})],X.prototype,"store",2),n([m({type:Boolean})],X.prototype,"quality",2),X=n([p("gb-top-bar")],X);var Jo="(min-width: 62rem)",M=class extends h{constructor(){super(...arguments);this.panel=matchMedia(Jo).matches||matchMedia("(orientation: portrait)").matches;this.bare=!1;this.slides=!1;this.still=!1;this.swapped=!1;this.opened=null;this.opener=null;this.awake=new _e(this);this.calm=new Me(this,e=>this.showBars(!e))}connectedCallback(){super.connectedCallback(),this.watch(this.store)}render(){return s`
      <header>
        <gb-top-bar
          .store=${this.store}
          .quality=${this.opened==="quality"}
          @toggle-quality=${()=>this.toggle("quality")}
          @open-settings=${()=>this.settings.open()}
        ></gb-top-bar>
      </header>
      <main @dblclick=${Mo}>${this.pictures()}</main>
      <aside ?hidden=${!this.panel} aria-label=${a("room.sites_show")}>
        <gb-site-panel .store=${this.store} ?compact=${this.slides}></gb-site-panel>
      </aside>
      <gb-control-bar
        .store=${this.store}
        .panel=${this.panel}
        .layouts=${this.opened==="layouts"}
        @toggle-panel=${()=>this.panel=!this.panel}
        @toggle-layouts=${()=>this.toggle("layouts")}
      ></gb-control-bar>
      ${this.panels()}
      <gb-settings-dialog .store=${this.store} @toggle-fullscreen=${Mo}></gb-settings-dialog>
    `}pictures(){let e=this.slides&&!this.swapped,t=this.slides?this.swapped?"beside":"large":"away";return s`
      <gb-mix-view
        class=${e?"beside":"large"}
        ?small=${e}
        .store=${this.store}
        .self_shown=${!e&&(!this.panel||this.bare)}
        @swap-pictures=${()=>this.swapped=!this.swapped}
      ></gb-mix-view>
      <gb-slides-view
        class=${t}
        ?small=${this.swapped}
        ?bare=${this.still}
        .store=${this.store}
        @slides-shown=${r=>this.slidesShown(r.detail)}
        @swap-pictures=${()=>this.swapped=!this.swapped}
      ></gb-slides-view>
      <gb-connection-banner .store=${this.store}></gb-connection-banner>
      <gb-conduct-board .store=${this.store}></gb-conduct-board>
    `}panels(){return this.opened==="quality"?s`<gb-quality-panel .store=${this.store} @toggle-quality=${()=>this.toggle("quality")}></gb-quality-panel>`:this.opened===null||this.store.role!=="chair"?null:s`<gb-layout-panel .store=${this.store} @toggle-layouts=${()=>this.toggle("layouts")}></gb-layout-panel>`}toggle(e){this.opened===null&&(this.opener=Je()),this.opened=this.opened===e?null:e,this.opened===null&&this.opener?.focus()}slidesShown(e){this.slides=e,this.calm.moved(),e||(this.swapped=!1)}showBars(e){this.still=!e,this.bare=!e&&document.fullscreenElement!==null}};M.styles=[u,io],n([m({attribute:!1})],M.prototype,"store",2),n([g()],M.prototype,"panel",2),n([m({type:Boolean,reflect:!0})],M.prototype,"bare",2),n([m({type:Boolean,reflect:!0})],M.prototype,"slides",2),n([g()],M.prototype,"still",2),n([g()],M.prototype,"swapped",2),n([g()],M.prototype,"opened",2),n([k("gb-settings-dialog")],M.prototype,"settings",2),M=n([p("gb-room-page")],M);function Mo(){document.fullscreenElement?document.exitFullscreen():document.documentElement.requestFullscreen().catch(()=>{})}var ei=1e3,De=class{constructor(o){this.parts=o;this.microphone=!1;this.server_microphone=!1;this.said=null;this.seated=!1;this.muted_timer=null}openMicrophone(o){let e=this.parts.media.state.microphone;e&&(e.enabled=o),this.microphone=o&&e!==null,this.parts.show({microphone:this.microphone})}async toggleMicrophone(){!this.parts.media.state.microphone&&!await this.acquire("microphone")||(this.openMicrophone(!this.microphone),this.parts.show({hint:null}),this.tell())}async toggleCamera(){this.parts.media.state.camera?this.parts.media.close("camera"):await this.acquire("camera"),this.tell()}tell(){this.microphone||(this.server_microphone=!1),this.forgetMuting(),this.parts.say({type:"set",mic:this.microphone,camera:this.parts.media.state.camera!==null})}welcomed(o){this.server_microphone=!1,this.seated=o,this.said=null,this.sayDevices()}heard(o){this.forgetMuting(),o?this.server_microphone=!0:this.server_microphone&&this.microphone&&(this.muted_timer=this.parts.timers.set(()=>this.mutedByOther(),ei))}set(o){this.openMicrophone(o),this.parts.show({hint:null}),this.tell()}returned(){this.microphone&&(this.openMicrophone(!1),this.parts.show({hint:"room.muted_again"}),this.tell())}changed(){this.sayDevices(),!(this.parts.media.state.microphone||!this.microphone)&&(this.microphone=!1,this.parts.show({microphone:!1,problem:"test.mic_no"}),this.tell())}end(){this.forgetMuting()}sayDevices(){if(!this.seated)return;let{camera:o,microphone:e,camera_fault:t,microphone_fault:r}=this.parts.media.state,l={camera:Ne(o,t),microphone:Ne(e,r)};l.camera===this.said?.camera&&l.microphone===this.said.microphone||(this.said=l,this.parts.say({type:"devices",...l}))}mutedByOther(){this.muted_timer=null,this.server_microphone=!1,this.openMicrophone(!1),this.parts.show({hint:"room.muted_by_other"})}forgetMuting(){this.muted_timer!==null&&this.parts.timers.clear(this.muted_timer),this.muted_timer=null}async acquire(o){let{media:e}=this.parts;await e.open(o);let t=o==="camera"?e.state.camera_fault:e.state.microphone_fault;return this.parts.show({problem:t?se(o,t):null}),t===null}};var qe=class{constructor(o){this.parts=o;this.tracks=null;this.now="idle";this.back=!1}get state(){return this.now}get reduced(){return this.tracks?.reduced??!1}async start(){if(this.now!=="idle")return;this.change("choosing");let o=await this.parts.capture(()=>this.stop());if(this.state!=="choosing"){o&&this.parts.release(o);return}if(this.tracks=o,!o)return this.change("idle");this.change("asking"),this.parts.say({type:"share",on:!0})||this.end()}stop(){(this.now==="asking"||this.now==="showing")&&this.parts.say({type:"share",on:!1}),this.end()}heard(o){let e=this.now==="asking"||this.now==="showing"&&o.site==="",t=this.back;if(this.back=!1,t&&e&&!o.mine)this.change("asking"),this.parts.say({type:"share",on:!0});else if(o.mine&&this.tracks){if(this.now==="showing")return;this.parts.show(this.tracks),this.change("showing")}else o.mine?this.parts.say({type:"share",on:!1}):this.now==="showing"&&this.end()}welcomed(){this.back=!0}refused(){this.now==="asking"&&this.end()}end(){this.now!=="idle"&&(this.tracks&&(this.parts.show(null),this.parts.release(this.tracks)),this.tracks=null,this.change("idle"))}change(o){this.now=o,this.parts.changed()}};function So(){return{link:{kind:"connecting"},media:"new",meeting:null,self:null,roster:{sites:[],speaker:null},stage:pt,conduct:Pe,chat:[],picture:null,slides:null,sound:null,microphone:!1,hint:null,problem:null,level:null,line:null,server_line:null,presenting:"idle",presents_reduced:!1}}var ti=2e3,oi=300,Ae=class extends EventTarget{constructor(e,t,r){super();this.choice=e;this.media=t;this.outcome=r;this.state=So();this.welcomed_ms=0;this.onDevices=()=>this.devicesChanged();this.onNetwork=()=>this.networkChanged();let l=d=>this.socket.send(d);this.socket=new gt(e.credentials,{open:()=>new WebSocket(bt()),timers:ue,random:Math.random},{state:d=>this.change({link:d}),message:d=>this.received(d),refused:(d,f)=>this.end(()=>r.refused(d,f)),closed:d=>this.end(()=>r.closed(d,this.state.self?.name??""))}),this.session=new $t({local:t,timers:ue,random:Math.random,send:l},{state:d=>this.mediaChanged(d),track:(d,f)=>this.change({[f]:d}),returned:()=>this.role==="site"&&!this.has_floor&&this.devices.returned()}),this.devices=new De({media:t,timers:ue,say:l,show:d=>this.change(d)}),this.wishes=new yt(l),this.presenting=new qe({capture:Jt,release:eo,say:l,show:d=>{this.session.present(d)},changed:()=>this.change({presenting:this.presenting.state,presents_reduced:this.presenting.reduced})}),t.addEventListener("change",this.onDevices),window.addEventListener("online",this.onNetwork),this.measuring=window.setInterval(()=>{this.measure()},ti)}get pc(){return this.session.pc}get role(){return this.state.self?.role??"site"}start(){this.devices.openMicrophone(this.choice.microphone===!0),this.socket.start()}leave(){this.socket.leave(),this.end(()=>this.outcome.left())}get may_speak(){return Gt(this.state.conduct,this.self_id,this.role==="chair")}get mute_reason(){return Bt(this.state.conduct,this.self_id)}get may_present(){return Ft(this.state.conduct,this.self_id,this.role==="chair")}get has_floor(){return this.self_id!==""&&this.state.conduct.proceedings?.floor.site===this.self_id}get has_asked(){return Ut(this.state.conduct,this.self_id)}toggleAsking(){this.socket.send(this.has_asked?{type:"withdraw"}:{type:"ask"})}sayHeads(e){this.socket.send(e)}write(e,t){this.socket.send({type:"chat",to:e,text:t})}vote(e){this.socket.send({type:"vote",choice:e})}toggleShare(){let{share:e}=this.state.stage;this.presenting.state!=="idle"?this.presenting.stop():this.role==="chair"&&e.site!==""?this.socket.send({type:"share",on:!1}):this.presenting.start()}dismissProblem(){this.change({problem:null})}close(){window.clearInterval(this.measuring),this.devices.end(),window.removeEventListener("online",this.onNetwork),this.media.removeEventListener("change",this.onDevices),this.presenting.end(),this.session.close(),this.media.closeAll()}received(e){let t=at(this.state.roster,e),r=ht(this.state.stage,e);switch((t!==this.state.roster||r!==this.state.stage)&&this.change({roster:t,stage:r}),this.conducted(e),e.type){case"welcome":return this.welcomed(e);case"restart":return this.session.lost();case"site":e.site.id===this.state.self?.id&&this.devices.heard(e.site.mic);break;case"answer":return void this.session.answered(e.id,e.sdp);case"share":return this.presenting.heard(e);case"size":return this.session.ask(e);case"chat":return this.heardLine(e);case"quality":return this.change({server_line:e});case"media_lost":return this.session.lost();case"error":return this.failed(e.code,e.for)}}heardLine(e){this.change({chat:[...this.state.chat,e].slice(-oi)}),Date.parse(e.time)>=this.welcomed_ms&&e.from!==this.self_id&&this.dispatchEvent(new CustomEvent("line",{detail:e}))}get self_id(){return this.state.self?.id??""}conducted(e){let t=this.may_speak,r=Pt(this.state.conduct,e,Date.now());r!==this.state.conduct&&(this.change({conduct:r}),!(this.role!=="site"||t===this.may_speak||e.type==="welcome")&&this.devices.set(this.may_speak&&(this.has_floor||!r.proceedings?.governed)))}welcomed(e){let t=this.state.self===null;be(e.token),ze(!0),this.welcomed_ms=Math.floor(Date.parse(this.state.conduct.proceedings?.now??"")/1e3)*1e3,this.change({meeting:e.meeting,self:e.self,chat:[]}),this.devices.welcomed(e.self.role!=="viewer"),this.presenting.welcomed(),e.self.role==="viewer"&&this.media.closeAll(),t&&this.devices.openMicrophone(this.may_speak&&(this.choice.microphone??e.self.role==="chair")),this.session.welcomed(e).then(()=>this.devices.tell())}mediaChanged(e){let t=e==="connected"&&this.state.problem?.startsWith("err.");this.change(t?{media:e,problem:null}:{media:e})}failed(e,t){let r=`err.${e}`;ne(r)&&this.change({problem:r}),t==="share"&&this.presenting.refused(),t==="offer"&&e!=="no_codec"&&this.session.lost()}devicesChanged(){this.devices.changed(),this.session.devicesChanged(),this.change({})}networkChanged(){this.socket.retryNow(),this.session.networkChanged()}async measure(){let e=await this.session.quality(performance.now());this.change({line:e,level:e?wt(e.level,this.state.server_line?.level??"good"):null})}end(e){ze(!1),this.close(),e()}change(e){Object.assign(this.state,e),this.dispatchEvent(new Event("change"))}};var ii=12,q=class extends h{constructor(){super(...arguments);this.site="";this.fault="";this.busy=!1}render(){return s`<gb-frame>
      <form novalidate @submit=${this.submitted}>
        <h1>${a("room.join")}</h1>
        <p>${a("entry.site",{code:this.site})}</p>
        ${this.fault?s`<gb-notice kind="alarm" role="alert">${this.fault}</gb-notice>`:Ve}
        <label for="pin">
          ${a("sites.pin")}
          <input id="pin" inputmode="numeric" autocomplete="off" maxlength=${ii} aria-describedby="pin-hint" />
          <span class="hint" id="pin-hint">${a("entry.hint")}</span>
        </label>
        <button class="button primary" ?disabled=${this.busy}>${a("entry.enter")}</button>
        <button class="button" type="button" @click=${()=>v(this,"entered")}>${a("join.other")}</button>
      </form>
    </gb-frame>`}async submitted(e){e.preventDefault(),this.busy=!0,this.fault="";try{let{token:t}=await Xe.post("/site-entry",{site:this.site,pin:this.pin.value.trim()});be(t),v(this,"entered")}catch(t){this.fault=Ye(t),this.pin.focus()}finally{this.busy=!1}}};q.styles=[u,tt,c`
      form {
        max-width: 26rem;
        margin: clamp(0.5rem, 8vh, 5rem) auto 1rem;
        padding: 1.5rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
      }
      h1 {
        font-size: 1.4rem;
        font-weight: 600;
      }
      #pin {
        font-size: 1.3rem;
        letter-spacing: 0.2em;
      }
    `],n([m()],q.prototype,"site",2),n([g()],q.prototype,"fault",2),n([g()],q.prototype,"busy",2),n([k("#pin")],q.prototype,"pin",2),q=n([p("gb-site-entry")],q);var ae=class extends h{constructor(){super(...arguments);this.view="join";this.media=this.newMedia();this.store=null;this.waits=!1;this.refusal=null;this.end={reason:"left",site:""};this.site=new URLSearchParams(location.search).get("site")??"";this.onBack=()=>this.wentBack()}connectedCallback(){super.connectedCallback();let e=Mt();window.addEventListener("popstate",this.onBack),Object.defineProperty(window,"giaoban",{value:this.debugHandle(),configurable:!0}),!e&&St()?this.rejoin():this.show(this.site&&!e?"entry":"join")}disconnectedCallback(){super.disconnectedCallback(),window.removeEventListener("popstate",this.onBack),this.store?.leave(),this.media.closeAll(),document.documentElement.dataset.theme="light"}render(){return this.view==="room"&&this.store?.state.link.kind==="lobby"?s`<gb-lobby-page .store=${this.store}></gb-lobby-page>`:this.view==="room"&&this.store?s`<gb-room-page .store=${this.store}></gb-room-page>`:this.view==="end"?s`<gb-end-page
        .reason=${this.end.reason}
        .site=${this.end.site}
        @rejoin=${()=>this.show("join")}
      ></gb-end-page>`:this.view==="entry"?s`<gb-site-entry .site=${this.site} @entered=${()=>this.show("join")}></gb-site-entry>`:s`<gb-join-page .media=${this.media} .refusal=${this.refusal} @join=${this.join}></gb-join-page>`}join(e){this.refusal=null,this.enter(e.detail).start()}async rejoin(){let e=this.enter({credentials:{token:re()??""},microphone:null});await this.media.start(),e.start()}doorMoved(e){let t=e.state.link.kind==="lobby";e!==this.store||t===this.waits||(this.waits=t,this.requestUpdate())}enter(e){let t=new Ae(e,this.media,{left:()=>this.ended("left",""),closed:(r,l)=>this.ended(r,l),refused:(r,l)=>this.refused(r,l)});return this.store=t,t.addEventListener("change",()=>this.doorMoved(t)),this.show("room"),this.requestUpdate(),t}refused(e,t){let r=`err.${e}`;this.refusal={key:ne(r)?r:null,text:t},(e==="bad_token"||e==="expired_token")&&ye(),this.store=null,this.media=this.newMedia(),this.show("join")}ended(e,t){this.end={reason:e==="stopping"?"ended":e,site:t},this.store=null,this.media=this.newMedia(),this.show("end")}show(e){this.view=e,document.documentElement.dataset.theme=e==="room"?"dark":"light",document.title=`${a(e==="room"?"room.picture":"join.title")} · ${a("app.brand")}`;let t=e==="room"?"/room":"/join";Ze(location.pathname)&&location.pathname!==t&&history.pushState(null,"",t+location.search)}wentBack(){this.store?this.store.leave():this.show("join")}newMedia(){return new xe(new URLSearchParams(location.search).has("raw"))}debugHandle(){let e=()=>this.store?.pc??null,t=()=>this.store?.state??null;return Object.freeze({get pc(){return e()},get state(){return t()},async stats(){let r=[];return(await e()?.getStats())?.forEach(l=>r.push(l)),r}})}};n([g()],ae.prototype,"view",2),ae=n([p("gb-visit")],ae);export{ae as Visit};
/*! Bundled license information:

lit-html/directive.js:
lit-html/directives/repeat.js:
  (**
   * @license
   * Copyright 2017 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)

lit-html/directive-helpers.js:
  (**
   * @license
   * Copyright 2020 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)
*/
