import { LitElement, html, css } from 'lit';
import { JsonRpc } from 'jsonrpc';

/** The nested levels of the model, the base release and the counts since start. */
export class QwcRicordoMemory extends LitElement {
  static styles = css`
    :host { display: block; padding: 1em; overflow: auto; }
    table { border-collapse: collapse; margin-bottom: 2em; }
    th, td { text-align: left; padding: .3em 1.2em .3em 0; border-bottom: 1px solid var(--lumo-contrast-10pct); }
    td.number { text-align: right; font-variant-numeric: tabular-nums; }
  `;
  static properties = { _base: { state: true }, _levels: { state: true }, _counts: { state: true } };

  jsonRpc = new JsonRpc(this);

  connectedCallback() {
    super.connectedCallback();
    this._ask();
    this._timer = setInterval(() => this._ask(), 2000);
  }

  disconnectedCallback() {
    clearInterval(this._timer);
    super.disconnectedCallback();
  }

  _ask() {
    this.jsonRpc.base().then(answer => { this._base = answer.result; });
    this.jsonRpc.levels().then(answer => { this._levels = answer.result; });
    this.jsonRpc.statistics().then(answer => { this._counts = answer.result; });
  }

  render() {
    if (!this._base || !this._levels || !this._counts) {
      return html`<p>Asking ...</p>`;
    }
    return html`
      <h3>Levels</h3>
      <table>
        <tr><th>Level</th><th></th><th>Whose</th><th>Changes</th><th>Bytes</th><th>By</th></tr>
        ${this._levels.map(level => html`
          <tr>
            <td>${level.name}</td><td>${level.title}</td><td>${level.owner}</td><td>${level.cadence}</td>
            <td class="number">${level.bytes.toLocaleString()}</td><td>${level.optimiser}</td>
          </tr>`)}
      </table>
      <h3>Since start</h3>
      <table>
        ${Object.entries(this._counts).map(([name, count]) => html`
          <tr><td>${name}</td><td class="number">${count.toLocaleString()}</td></tr>`)}
      </table>
      <h3>Base</h3>
      <table>
        <tr><td>release</td><td>${this._base.release}</td></tr>
        <tr><td>items trained on</td><td class="number">${this._base.items.toLocaleString()}</td></tr>
        <tr><td>items in the catalogue</td><td class="number">${this._base.catalogue.toLocaleString()}</td></tr>
      </table>`;
  }
}
customElements.define('qwc-ricordo-memory', QwcRicordoMemory);
