// Sites whose rooms have SIP devices.
import assert from 'node:assert/strict';

export const SIP = { 'sip.address': '127.0.0.1', 'sip.port': 0 };

// Where an installation of these settings serves SIP.
export function sipPort(giaoban) {
  return Number(/port (\d+)/.exec(giaoban.log.find((line) => line.includes('SIP is served on port')))[1]);
}

// Makes a unit and a site of each code; resolves with their devices' accounts. `plain`: they may send in the clear.
export async function sipSites(office, codes, { plain = false } = {}) {
  const accounts = [];
  for (const code of codes) {
    const made = [
      await office.ask('POST', '/units', { code, name: `UBND xã ${code}`, kind: 'xa', block: 'nha_nuoc', parent: '' }),
      await office.ask('POST', '/sites', { code, unit: code, name: `Điểm cầu ${code}`, network: 'wan' }),
      await office.ask('PATCH', `/sites/${code}`, { plain_rtp: plain }),
      await office.ask('POST', `/sites/${code}/sip`),
    ];
    assert.ok(made.every(({ status }) => status < 300), JSON.stringify(made.map(({ body }) => body)));
    accounts.push(made.at(-1).body);
  }
  return accounts;
}
