// Whoever leads the meeting: what it orders is done, and it hears what is so.
import assert from 'node:assert/strict';
import { Client } from './client.mjs';

export class Chair {
  static async enter(giaoban, code) {
    const chair = new Chair();
    chair.client = await Client.enter(giaoban, { token: await giaoban.token(code, 'Chủ tọa', 'chair') });
    assert.equal(chair.client.welcome?.type, 'welcome', JSON.stringify(chair.client.welcome));
    return chair;
  }

  async orders(message) {
    this.client.say({ ...message, id: 1 });
    const said = await this.client.hear('done', 'error');
    assert.equal(said.type, 'done', JSON.stringify(said));
  }

  async told(is) {
    for (;;) {
      const { state } = await this.client.hear('proceedings');
      if (is(state)) return state;
    }
  }

  // What the server alone finds a site to be, in a roll call of all.
  async rollOf(site) {
    await this.orders({ type: 'roll_begin', mode: 'auto' });
    const { roll } = await this.told((state) => state.roll.ended !== '');
    return roll.sites.find((one) => one.site === site)?.answer;
  }
}
