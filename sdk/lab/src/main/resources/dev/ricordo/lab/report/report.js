'use strict';
/*
 * Draws the report that stands as JSON in the element #report. Text goes into the page as text
 * nodes only. Every chart has a table beside it with the same figures.
 */
(() => {
  const report = JSON.parse(document.getElementById('report').textContent);

  const METRICS = {
    'ndcg@10': 'NDCG@10',
    'hr@10': 'HR@10',
    'hr@50': 'HR@50',
    'mrr': 'MRR',
    'coldItemHr@10': 'HR@10, cold items',
    'firstOfSession.ndcg@10': 'NDCG@10, first of session',
    'stateBytes': 'Bytes of state',
    'return.hr@2': 'HR@2, return after 40 events and more',
  };
  const VERDICTS = {
    met: ['✓', 'Met'],
    missed: ['✕', 'Missed'],
    reported: ['–', 'Reported'],
    open: ['?', 'Not measured'],
  };
  const LIGHT = {
    ink: '#16202a', muted: '#55616b', line: '#dde2de', surface: '#ffffff', accent: '#0b6e63', other: '#9aa7b1',
    lines: ['#0b6e63', '#c2571a', '#2364b8', '#80429f', '#8a7415', '#b02a5b', '#3f7d20', '#2b86a3', '#8c564b', '#55616b', '#4b4fc4'],
  };
  const DARK = {
    ink: '#e7ecef', muted: '#a3b1bc', line: '#2d3842', surface: '#171e24', accent: '#63cdbb', other: '#64737f',
    lines: ['#63cdbb', '#f39a63', '#7db2f5', '#c79be0', '#d9c25c', '#f28bb0', '#94cf72', '#7fd0e8', '#cfa296', '#a3b1bc', '#a9acf7'],
  };
  const dark = matchMedia('(prefers-color-scheme: dark)');
  let printing = false;
  const palette = () => (dark.matches && !printing ? DARK : LIGHT);

  // Elements.

  function h(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name === 'onclick') element.addEventListener('click', value);
      else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
    }
    element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
    return element;
  }

  function svg(tag, attributes, ...children) {
    const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  const count = new Intl.NumberFormat('en-GB');
  const fixed = (value, digits) => (value === null || value === undefined ? '–' : value.toFixed(digits));
  // A bound that is not finite is not in the report.
  const span = (low, high, text) => '[' + (low === null ? '–' : text(low)) + ', ' + (high === null ? '∞' : text(high)) + ']';
  const signed = (value) => (value < 0 ? '−' : '+') + Math.abs(value).toFixed(4);
  const nameOf = (metric) => METRICS[metric] || metric;
  const ours = (model) => model === 'hope' || model.startsWith('hope-');
  const slug = (index) => 'row-' + (index + 1);

  function bytes(value) {
    return value < 1024 ? value + ' B' : (value / 1024).toFixed(value % 1024 ? 1 : 0) + '\u00a0KB';
  }

  function duration(seconds) {
    if (seconds < 100) return seconds.toFixed(1) + ' s';
    const minutes = Math.round(seconds / 60);
    return minutes < 100 ? minutes + ' min' : Math.floor(minutes / 60) + ' h ' + (minutes % 60) + ' min';
  }

  function p(value) {
    return value < 0.001 ? '< .001' : value.toFixed(3);
  }

  function fact(name, value) {
    return h('li', {}, name + ' ', h('b', {}, value));
  }

  function pill(verdict) {
    const [sign, word] = VERDICTS[verdict];
    return h('span', { class: 'pill ' + verdict }, h('span', { 'aria-hidden': 'true' }, sign), word);
  }

  function command(text) {
    const code = h('code', {}, text);
    const button = h('button', { class: 'copy', type: 'button', onclick: copy }, 'Copy');
    async function copy() {
      try {
        await navigator.clipboard.writeText(text);
        button.textContent = 'Copied';
      } catch (refused) {
        getSelection().selectAllChildren(code);
        button.textContent = 'Selected';
      }
      setTimeout(() => { button.textContent = 'Copy'; }, 1600);
    }
    return h('div', { class: 'command' }, code, button);
  }

  let tables = 0;

  /* columns: {name, text(row), value(row) to sort by, num, head, best: 'high' to stand out} */
  function table(caption, columns, rows, classOf) {
    const body = h('tbody');
    const heads = columns.map((column) => {
      const head = h('th', { scope: 'col', class: column.num ? 'num' : null });
      if (column.value) {
        head.append(h('button', { type: 'button', onclick: () => sort(column, head) }, column.name));
        head.setAttribute('aria-sort', 'none');
      } else {
        head.append(column.name);
      }
      return head;
    });
    function fill(sorted) {
      body.replaceChildren(...sorted.map((row) => h('tr', { class: classOf ? classOf(row) : null },
        columns.map((column) => {
          const best = column.best && rows.length > 1 &&
            column.value(row) === Math.max(...rows.map(column.value));
          return h(column.head ? 'th' : 'td', {
            scope: column.head ? 'row' : null,
            class: [column.num ? 'num' : '', best ? 'best' : ''].join(' ').trim() || null,
          }, column.text(row));
        }))));
    }
    function sort(column, head) {
      const descending = head.getAttribute('aria-sort') === 'none' ? !!column.num
        : head.getAttribute('aria-sort') === 'ascending';
      heads.forEach((other) => other.hasAttribute('aria-sort') && other.setAttribute('aria-sort', 'none'));
      head.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
      const sign = descending ? -1 : 1;
      fill([...rows].sort((a, b) => {
        const [x, y] = [column.value(a), column.value(b)];
        return sign * (typeof x === 'string' ? x.localeCompare(y) : x - y);
      }));
    }
    fill(rows);
    const id = 'table-' + (tables += 1);
    return h('div', {}, h('p', { class: 'caption', id }, caption),
      h('div', { class: 'scroll', role: 'region', tabindex: '0', 'aria-labelledby': id },
        h('table', { 'aria-labelledby': id }, h('thead', {}, h('tr', {}, heads)), body)));
  }

  // Charts. Each is drawn again when colours or widths change.

  const charts = [];
  const watcher = new ResizeObserver((entries) => entries.forEach((entry) => {
    const one = charts.find((other) => other.element === entry.target);
    if (!printing && one.element.clientWidth !== one.width) draw(one);
  }));

  function chart(label, height, option) {
    const element = h('div', { class: 'chart', role: 'img', 'aria-label': label });
    element.style.height = height + 'px';
    const one = { element, option, instance: null, width: 0 };
    charts.push(one);
    watcher.observe(element);
    return element;
  }

  function draw(one, width) {
    if (!width && !one.element.clientWidth) return;
    if (!one.instance) one.instance = echarts.init(one.element, null, { renderer: 'svg' });
    const size = width || one.element.clientWidth;
    one.width = size;
    one.instance.resize({ width: size, silent: true });
    one.instance.setOption({ animation: false, textStyle: { fontFamily: getComputedStyle(document.body).fontFamily }, ...one.option(palette(), size) }, true);
  }

  function redraw(width) {
    charts.forEach((one) => draw(one, width));
  }

  const axisText = (c) => ({ color: c.muted, fontSize: 11.5 });
  const tooltip = (c) => ({
    backgroundColor: c.surface, borderColor: c.line, textStyle: { color: c.ink, fontSize: 12.5 }, confine: true,
  });

  /* Horizontal bars with whiskers. items: {name, value, low, high, text, ours} from the top. */
  function barOption(items, c, width, zero) {
    const rows = [...items].reverse();
    const narrow = width < 520;
    const whisker = (params, api) => {
      const y = api.coord([0, api.value(0)])[1];
      const [low, high] = [api.coord([api.value(1), 0])[0], api.coord([api.value(2), 0])[0]];
      const line = (x1, y1, x2, y2) => ({
        type: 'line', shape: { x1, y1, x2, y2 }, style: { stroke: c.ink, lineWidth: 1.4 },
      });
      return { type: 'group', children: [line(low, y, high, y), line(low, y - 4, low, y + 4), line(high, y - 4, high, y + 4)] };
    };
    return {
      grid: { left: narrow ? 104 : 150, right: narrow ? 64 : 132, top: 6, bottom: 26 },
      tooltip: {
        ...tooltip(c), trigger: 'axis', axisPointer: { type: 'none' }, renderMode: 'richText',
        formatter: (hit) => rows[hit[0].dataIndex].name + '\n' + rows[hit[0].dataIndex].text,
      },
      xAxis: {
        type: 'value', scale: !zero, splitNumber: narrow ? 3 : 5, axisLabel: axisText(c),
        splitLine: { lineStyle: { color: c.line } },
      },
      yAxis: [
        {
          type: 'category', data: rows.map((row) => row.name), axisTick: { show: false },
          axisLine: { show: zero, onZero: true, lineStyle: { color: c.line } },
          axisLabel: { color: c.ink, fontSize: 12.5, width: narrow ? 96 : 140, overflow: 'truncate' },
        },
        {
          type: 'category', position: 'right', data: rows.map((row) => (narrow ? row.short : row.label)),
          axisTick: { show: false }, axisLine: { show: false }, axisLabel: { color: c.muted, fontSize: 12 },
        },
      ],
      series: [
        {
          type: 'bar', barWidth: '58%', silent: true,
          data: rows.map((row) => ({
            value: row.value, itemStyle: { color: row.ours ? c.accent : c.other, borderRadius: 2 },
          })),
        },
        {
          type: 'custom', renderItem: whisker, silent: true, z: 5, encode: { x: [1, 2], y: 0 },
          data: rows.map((row, i) => [i, row.low, row.high]),
        },
        { type: 'bar', yAxisIndex: 1, data: rows.map(() => 0), silent: true, itemStyle: { opacity: 0 } },
      ],
    };
  }

  /* series: {name, values, main}; x: labels. */
  function lineOption(series, x, c, width, digits) {
    const narrow = width < 640;
    const legend = narrow || series.length < 2;
    const lines = Math.ceil(series.reduce((sum, one) => sum + 42 + 6.6 * one.name.length, 0) / Math.max(width - 20, 1));
    return {
      color: c.lines,
      grid: { left: 52, right: legend ? 14 : 140, top: 14, bottom: narrow && series.length > 1 ? 34 + 20 * lines : 30 },
      legend: narrow && series.length > 1
        ? { bottom: 0, textStyle: axisText(c), itemHeight: 8, itemWidth: 16 } : { show: false },
      tooltip: {
        ...tooltip(c), trigger: 'axis', renderMode: 'richText', order: 'valueDesc',
        valueFormatter: (value) => fixed(value, digits),
      },
      xAxis: {
        type: 'category', data: x, boundaryGap: false, axisLabel: { ...axisText(c), alignMinLabel: 'left', alignMaxLabel: 'right' },
        axisLine: { lineStyle: { color: c.line } }, axisTick: { show: false },
      },
      yAxis: { type: 'value', scale: true, axisLabel: axisText(c), splitLine: { lineStyle: { color: c.line } } },
      series: series.map((one) => ({
        type: 'line', name: one.name, data: one.values, symbol: 'circle', symbolSize: 6, showSymbol: x.length < 14,
        lineStyle: { width: one.main ? 3 : 1.6 }, z: one.main ? 5 : 2, emphasis: { focus: 'series' },
        endLabel: legend ? { show: false } : { show: true, formatter: '{a}', color: 'inherit', fontSize: 12, lineHeight: 15, distance: 8 },
        labelLayout: { moveOverlap: 'shiftY' },
      })),
    };
  }

  // Sections.

  function header() {
    const machine = report.machine;
    return h('header', {},
      h('p', { class: 'eyebrow' }, 'Ricordo evaluation report'),
      h('h1', {}, report.title),
      h('ul', { class: 'facts' },
        fact('Plan', report.plan),
        fact('Written', report.at.replace('T', ' ').replace('Z', ' UTC')),
        fact('Machine', machine.cores + ' cores, ' + machine.memoryGiB + ' GiB, ' + machine.device.toUpperCase()),
        fact('JDK', machine.jdk),
        fact('Version', report.version),
        fact('Seed', String(report.seed)),
        fact('This run', duration(report.seconds))),
      h('ul', { class: 'toc', 'aria-label': 'Contents' },
        h('li', {}, h('a', { href: '#bars' }, 'Bars')),
        report.rows.map((row, i) => h('li', {}, h('a', { href: '#' + slug(i) }, row.title))),
        report.continual ? h('li', {}, h('a', { href: '#continual' }, report.continual.title)) : null,
        h('li', {}, h('a', { href: '#method' }, 'How it was measured'))));
  }

  // Whatever has bars: title, seeds, bars and the section that tells more.
  const groups = report.rows.map((row, i) => ({ ...row, section: slug(i) }));
  if (report.continual) {
    const { report: kept, title, bars: ratios } = report.continual;
    groups.push({ title, bars: ratios, seeds: kept ? kept.seeds : [], section: 'continual' });
  }
  const barsOf = (row, i) => row.bars.map((bar, j) => ({ ...bar, id: 'bar-' + (i + 1) + '-' + (j + 1), row }));
  const allBars = groups.flatMap(barsOf);
  const figure = (bar) => nameOf(bar.metric) + ' of ' + bar.model + (bar.over ? ' over ' + bar.over : '');

  function score() {
    const tally = report.tally;
    const binding = allBars.filter((bar) => bar.rule);
    const met = binding.filter((bar) => bar.verdict === 'met').length;
    const cell = (bar) => h('li', {}, h('a', {
      class: bar.verdict, href: '#' + bar.id, title: bar.row.title + ': ' + figure(bar) + ', ' + VERDICTS[bar.verdict][1].toLowerCase(),
      'aria-label': bar.row.title + ': ' + figure(bar) + ', ' + VERDICTS[bar.verdict][1].toLowerCase(),
    }, VERDICTS[bar.verdict][0]));
    const shown = ['met', 'missed', 'open', 'reported'].filter((verdict) => tally[verdict] > 0);
    return h('section', { class: 'card score', 'aria-label': 'Summary' },
      binding.length
        ? h('p', { class: 'big' }, met + ' of ' + binding.length, h('span', {}, binding.length === 1 ? 'bar met' : 'bars met'))
        : h('p', { class: 'big' }, String(allBars.length), h('span', {}, 'figures, none with a bar')),
      h('div', {},
        h('ul', { class: 'strip' }, allBars.map(cell)),
        h('ul', { class: 'legend' }, shown.map((verdict) => h('li', {}, pill(verdict), ' ' + tally[verdict])))));
  }

  // A ratio, its interval and its bar on a scale that all ratios share; those that must reach
  // something set it, others may lie beyond its ends.
  const ratios = allBars.filter((bar) => bar.over && bar.rule && bar.measured !== null);
  const ends = ratios.flatMap((bar) => [bar.measured, bar.low, bar.high, bar.bound]).filter((value) => value > 0);
  const from = Math.log(Math.max(0.5, Math.min(0.92, ...ends) * 0.98));
  const to = Math.log(Math.min(2, Math.max(1.12, ...ends) * 1.02));

  function forest(bar) {
    const x = (value) => 6 + 178 * Math.min(1, Math.max(0, (Math.log(value) - from) / (to - from)));
    const picture = svg('svg', { class: 'forest ' + bar.verdict, viewBox: '0 0 190 24', 'aria-hidden': 'true' });
    picture.append(svg('line', { class: 'unit', x1: x(1), x2: x(1), y1: 2, y2: 22 }));
    if (bar.bound) picture.append(svg('line', { class: 'bound', x1: x(bar.bound), x2: x(bar.bound), y1: 4, y2: 20 }));
    if (bar.low !== null) picture.append(svg('line', { class: 'whisker', x1: x(bar.low), x2: x(bar.high ?? Infinity), y1: 12, y2: 12 }));
    const beyond = Math.log(bar.measured) > to ? 1 : Math.log(bar.measured) < from ? -1 : 0;
    picture.append(beyond
      ? svg('path', { class: 'dot', d: beyond > 0 ? 'M180 7 L188 12 L180 17 Z' : 'M10 7 L2 12 L10 17 Z' })
      : svg('circle', { class: 'dot', cx: x(bar.measured), cy: 12, r: 4.5 }));
    return picture;
  }

  function measured(bar) {
    if (bar.measured === null) return '–';
    if (bar.metric === 'stateBytes' && !bar.over) return bytes(bar.measured);
    return fixed(bar.measured, bar.over ? 3 : 4);
  }

  function rule(bar) {
    if (bar.metric === 'stateBytes' && !bar.over && bar.bound) return bar.rule.replace(/ [\d.]+$/, '\u00a0' + bytes(bar.bound));
    return bar.rule ? bar.rule.replace(/([≥≤>]) /g, '$1\u00a0') : h('span', { class: 'sub' }, 'none');
  }

  function barRow(bar) {
    const digits = bar.over ? 3 : 4;
    const cell = (label, content, kind) => h('td', { 'data-label': label, role: 'cell', class: kind || null }, content);
    const interval = bar.low === null ? null : span(bar.low, bar.high, (value) => fixed(value, digits));
    return h('tr', { class: 'bar', id: bar.id, role: 'row' },
      h('th', { scope: 'row', role: 'rowheader', class: 'stack figure' }, nameOf(bar.metric),
        h('span', { class: 'sub' }, h('code', {}, bar.model + (bar.over ? ' / ' + bar.over : '')))),
      cell('Result', pill(bar.verdict)),
      cell('Measured', h('b', {}, measured(bar)), 'num'),
      cell('95 % interval', interval || '', interval ? 'num' : 'num empty'),
      cell('', bar.over && bar.measured !== null ? forest(bar) : '', bar.over && bar.measured !== null ? 'stack' : 'empty'),
      cell('Bar', rule(bar)),
      cell('Prototype', bar.prototype || '', bar.prototype ? null : 'empty'),
      cell('', bar.command
        ? h('details', {}, h('summary', {}, 'Reproduce'), command(bar.command))
        : h('span', { class: 'sub' }, bar.reason || ''), 'stack'));
  }

  function bars() {
    const heads = ['Figure', 'Result', 'Measured', '95 % interval', 'Against the bar', 'Bar', 'Prototype', 'Command'];
    const shown = groups.map((row, i) => [row, barsOf(row, i)]).filter(([, list]) => list.length);
    return h('section', { class: 'card', id: 'bars' },
      h('h2', {}, 'Bars'),
      h('p', { class: 'muted' }, 'Each figure beside what it must reach. In the picture the dot is the measured ratio, ' +
        'the line its 95 % interval, the upright stroke the bar and the dotted line 1; all share one logarithmic scale from ' +
        Math.exp(from).toFixed(2) + ' to ' + Math.exp(to).toFixed(2) + ', and an arrow stands for a ratio beyond its ends.'),
      h('div', { class: 'scroll' },
        h('table', { class: 'bars', role: 'table' },
          h('caption', { class: 'visually-hidden' }, 'Measured figures, intervals and bars'),
          h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, heads.map((head, i) =>
            h('th', { scope: 'col', role: 'columnheader', class: i === 2 || i === 3 ? 'num' : null }, head)))),
          shown.map(([row, list]) => h('tbody', { class: 'group', role: 'rowgroup' },
            h('tr', { role: 'row' }, h('th', { scope: 'rowgroup', colspan: heads.length, role: 'cell' },
              h('a', { href: '#' + row.section }, row.title),
              h('span', { class: 'sub' }, (row.seeds.length ? 'seed' + (row.seeds.length > 1 ? 's ' : ' ') + row.seeds.join(', ') + '; ' : '') + report.machine.cores + ' cores, ' + report.machine.jdk))),
            list.map(barRow))))));
  }

  function withSd(model, metric) {
    const sd = model.sd[metric];
    return fixed(model.mean[metric], 4) + (sd === undefined ? '' : ' ± ' + sd.toFixed(4));
  }

  function results(row) {
    const metrics = Object.keys(METRICS).filter((metric) => row.summary.some((model) => metric in model.mean));
    let metric = metrics[0];
    const items = () => row.summary.map((model) => ({
      name: model.model, value: model.mean[metric], low: model.low[metric], high: model.high[metric],
      label: withSd(model, metric), short: fixed(model.mean[metric], 4), ours: ours(model.model),
      text: withSd(model, metric) + ', 95 % interval ' + fixed(model.low[metric], 4) + ' to ' + fixed(model.high[metric], 4),
    }));
    const label = () => nameOf(metric) + ' by model: ' + items().map((item) => item.name + ' ' + item.short).join(', ');
    const picture = chart(label(), 44 + 30 * row.summary.length, (c, width) => barOption(items(), c, width, true));
    const buttons = metrics.map((one) => h('button', {
      type: 'button', 'aria-pressed': String(one === metric), onclick: () => choose(one),
    }, nameOf(one)));
    function choose(one) {
      metric = one;
      buttons.forEach((button, i) => button.setAttribute('aria-pressed', String(metrics[i] === one)));
      picture.setAttribute('aria-label', label());
      draw(charts.find((other) => other.element === picture));
    }
    const of = (model) => row.results.filter((result) => result.model === model);
    const mean = (model, field) => of(model).reduce((sum, result) => sum + result[field], 0) / of(model).length;
    const columns = [
      { name: 'Model', head: true, text: (m) => h('code', {}, m.model), value: (m) => m.model },
      ...metrics.map((one) => ({
        name: nameOf(one), num: true, best: true, value: (m) => (m.mean[one] === undefined ? -1 : m.mean[one]),
        text: (m) => [
          fixed(m.mean[one], 4),
          m.sd[one] === undefined ? null : h('span', { class: 'sub' }, '± ' + m.sd[one].toFixed(4)),
          one === 'ndcg@10' ? h('span', { class: 'sub' }, span(m.low[one], m.high[one], (value) => fixed(value, 4))) : null,
        ],
      })),
      { name: 'State', num: true, text: (m) => bytes(of(m.model)[0].stateBytes), value: (m) => of(m.model)[0].stateBytes },
      { name: 'Training', num: true, text: (m) => duration(mean(m.model, 'trainSeconds')), value: (m) => mean(m.model, 'trainSeconds') },
      { name: 'Test', num: true, text: (m) => duration(mean(m.model, 'evalSeconds')), value: (m) => mean(m.model, 'evalSeconds') },
    ];
    const seeds = row.seeds.length;
    return [
      h('h3', {}, 'Models'),
      h('div', { class: 'choices', role: 'group', 'aria-label': 'Metric of the chart' }, buttons),
      picture,
      table((seeds > 1 ? 'Mean ± standard deviation over ' + seeds + ' seeds' : 'Seed ' + row.seeds[0]) +
        '; below NDCG@10 its 95 % interval over customers', columns, row.summary, (m) => (ours(m.model) ? 'ours' : null)),
      h('details', {}, h('summary', {}, 'What each model chose on the validation'),
        table('Settings by model and seed', [
          { name: 'Model', head: true, text: (r) => h('code', {}, r.model), value: (r) => r.model },
          { name: 'Seed', num: true, text: (r) => String(r.seed), value: (r) => r.seed },
          { name: 'Cases', num: true, text: (r) => count.format(r.cases) },
          { name: 'Cold cases', num: true, text: (r) => count.format(r.coldCases) },
          { name: 'First-ever items', num: true, text: (r) => (100 * r.coldFirst).toFixed(1) + ' %' },
          { name: 'Settings', text: (r) => r.settings || '–' },
        ], row.results)),
    ];
  }

  function bySeed(row, read) {
    const lines = new Map();
    row.results.filter((result) => read(result)).forEach((result) => {
      if (!lines.has(result.model)) lines.set(result.model, []);
      lines.get(result.model).push(read(result));
    });
    return [...lines];
  }

  function drift(row) {
    const series = bySeed(row, (result) => result.quarters).map(([name, seeds]) => ({
      name, main: name === 'hope',
      values: seeds[0].map((unused, q) => seeds.reduce((sum, one) => sum + one[q]['ndcg@10'], 0) / seeds.length),
      cases: seeds[0].map((quarter) => quarter.cases),
    }));
    if (!series.length) return [];
    const x = series[0].values.map((value, q) => 'Quarter ' + (q + 1));
    const text = series.map((one) => one.name + ' from ' + fixed(one.values[0], 4) + ' to ' + fixed(one.values.at(-1), 4)).join(', ');
    return [
      h('h3', {}, 'Drift: NDCG@10 by quarter of the stream'),
      chart('NDCG@10 by quarter of the stream: ' + text, 340, (c, width) => lineOption(series, x, c, width, 4)),
      h('details', {}, h('summary', {}, 'The same as a table'),
        table('NDCG@10 by quarter; ' + series[0].cases.map((n) => count.format(n)).join(', ') + ' cases', [
          { name: 'Model', head: true, text: (s) => h('code', {}, s.name), value: (s) => s.name },
          ...x.map((name, q) => ({ name, num: true, best: true, text: (s) => fixed(s.values[q], 4), value: (s) => s.values[q] })),
        ], series, (s) => (ours(s.name) ? 'ours' : null))),
    ];
  }

  function learning(row) {
    // Models that share a base share its curve.
    const curves = new Map();
    row.results.filter((result) => result.learning && result.learning.points.length).forEach((result) => {
      const key = JSON.stringify(result.learning);
      if (!curves.has(key)) curves.set(key, { names: [], seed: result.seed, ...result.learning });
      if (!curves.get(key).names.includes(result.model)) curves.get(key).names.push(result.model);
    });
    if (!curves.size) return [];
    const list = [...curves.values()];
    const several = new Set(list.map((curve) => curve.seed)).size > 1;
    list.forEach((curve) => { curve.name = curve.names[0] + (several ? ', seed ' + curve.seed : ''); });
    const epochs = [...new Set(list.flatMap((curve) => curve.points.map((point) => point.epoch)))].sort((a, b) => a - b);
    const series = (field) => list.map((curve) => ({
      name: curve.name, main: false,
      values: epochs.map((epoch) => (curve.points.find((point) => point.epoch === epoch) || { [field]: null })[field]),
    }));
    const one = (title, field, digits) => h('div', {}, h('h4', {}, title),
      chart(title + ' by epoch', 250, (c, width) => lineOption(series(field), epochs.map(String), c, width, digits)));
    return [
      h('h3', {}, 'Learning curves'),
      epochs.length < 2 ? null : h('div', { class: 'pair' },
        one('Validation NDCG@10, own part alone', 'quality', 4),
        one('Training loss, nats an event', 'loss', 3)),
      h('details', {}, h('summary', {}, epochs.length < 2 ? 'One epoch, as a table' : 'The same as a table'),
        table('Learning by epoch', [
          { name: 'Base of', head: true, text: (r) => r.names, value: (r) => r.names },
          { name: 'Seed', num: true, text: (r) => String(r.seed), value: (r) => r.seed },
          { name: 'Epoch', num: true, text: (r) => r.epoch + (r.best ? ', best' : ''), value: (r) => r.epoch },
          { name: 'Loss', num: true, text: (r) => fixed(r.loss, 4), value: (r) => r.loss },
          { name: 'Validation NDCG@10', num: true, text: (r) => fixed(r.quality, 5), value: (r) => r.quality },
        ], list.flatMap((curve) => curve.points.map((point) => ({
          ...point, names: curve.names.join(', '), seed: curve.seed, best: point.epoch === curve.bestEpoch,
        }))))),
    ];
  }

  function ablation(row) {
    if (!row.ablation.length) return [];
    const items = row.ablation.map((c) => ({
      name: c.a, value: c.difference, low: c.differenceLow, high: c.differenceHigh, ours: c.differenceHigh < 0,
      label: signed(c.difference), short: signed(c.difference),
      text: signed(c.difference) + ', 95 % interval ' + signed(c.differenceLow) + ' to ' + signed(c.differenceHigh),
    }));
    const whole = row.ablation[0].b;
    return [
      h('h3', {}, 'Ablation: what ' + whole + ' loses or gains without a part, in NDCG@10'),
      chart('Difference to ' + whole + ': ' + items.map((item) => item.name + ' ' + item.short).join(', '),
        44 + 32 * items.length, (c, width) => barOption(items, c, width, false)),
      table('Difference to ' + whole + ' with 95 % intervals; below zero the part pays', [
        { name: 'Variant', head: true, text: (c) => h('code', {}, c.a), value: (c) => c.a },
        { name: 'Difference', num: true, text: (c) => signed(c.difference), value: (c) => c.difference },
        { name: '95 % interval', num: true, text: (c) => span(c.differenceLow, c.differenceHigh, signed) },
        { name: 'Ratio', num: true, text: (c) => fixed(c.ratio, 3), value: (c) => c.ratio },
        { name: 'p', num: true, text: (c) => p(c.p), value: (c) => c.p },
      ], row.ablation),
    ];
  }

  function comparisons(row) {
    if (!row.comparisons.length) return [];
    return [h('details', {}, h('summary', {}, row.comparisons[0].a + ' beside each other model, in every metric'),
      table('Ratios of means with 95 % intervals by paired bootstrap over customers', [
        { name: 'Over', head: true, text: (c) => h('code', {}, c.b), value: (c) => c.b },
        { name: 'Metric', text: (c) => nameOf(c.metric), value: (c) => nameOf(c.metric) },
        { name: 'Ratio', num: true, text: (c) => fixed(c.ratio, 3), value: (c) => (c.ratio === null ? Infinity : c.ratio) },
        { name: '95 % interval', num: true, text: (c) => span(c.low, c.high, (value) => fixed(value, 3)) },
        { name: 'Difference', num: true, text: (c) => signed(c.difference), value: (c) => c.difference },
        { name: '95 % interval', num: true, text: (c) => span(c.differenceLow, c.differenceHigh, signed) },
        { name: 'p', num: true, text: (c) => p(c.p), value: (c) => c.p },
      ], row.comparisons))];
  }

  // Continual learning.

  const SCENARIOS = {
    return: 'Return to an interest, by how long it was left',
    retention: 'Return after so many events elsewhere',
    switch: 'A category never followed before, after so many of its events',
    interests: 'Six interests one after the other, each earlier one after each new one',
    categories: 'Categories no net was trained on, one after the other',
    journey: 'One long journey, tenth by tenth',
  };
  const MEASURES = {
    'hr@2': 'HR@2', 'hr@10': 'HR@10', 'share@10': 'Share of ten', events: 'Events', notFinite: 'Scores that are not finite',
    microsPerEvent: 'Microseconds an event and answer', stateBytes: 'Bytes of state', scoresThatDiffer: 'Scores that differ in a replay',
  };

  /* The figures of a scenario and measure, models as series over its points, means over the seeds. */
  function measuredAt(kept, scenario, measure) {
    const points = [...new Set(kept.results.flatMap((result) => result.figures
      .filter((figure) => figure.scenario === scenario && figure.measure === measure).map((figure) => figure.at)))];
    const models = [...new Set(kept.results.map((result) => result.model))];
    const value = (model, at) => {
      const found = kept.results.filter((result) => result.model === model).flatMap((result) => result.figures
        .filter((figure) => figure.scenario === scenario && figure.measure === measure && figure.at === at));
      return found.length ? found.reduce((sum, figure) => sum + figure.value, 0) / found.length : null;
    };
    return { points, series: models.map((name) => ({
      name, main: name === 'hope-own', values: points.map((at) => value(name, at)),
    })).filter((one) => one.values.some((number) => number !== null)) };
  }

  function continualSection() {
    if (!report.continual) return null;
    const { title, notes, report: kept } = report.continual;
    const curve = (scenario, measure) => {
      const { points, series } = measuredAt(kept, scenario, measure);
      if (!points.length) return null;
      const label = MEASURES[measure] + ': ' + series.map((one) =>
        one.name + ' from ' + fixed(one.values[0], 3) + ' to ' + fixed(one.values.at(-1), 3)).join(', ');
      return [h('h3', {}, SCENARIOS[scenario] + ', ' + MEASURES[measure]),
        chart(label, 320, (c, width) => lineOption(series, points, c, width, 3))];
    };
    const grids = kept ? [...new Set(kept.results.flatMap((result) => result.figures
      .map((figure) => figure.scenario + '|' + figure.measure)))].map((pair) => pair.split('|')) : [];
    const grid = ([scenario, measure]) => {
      const { points, series } = measuredAt(kept, scenario, measure);
      const digits = series.some((one) => one.values.some((number) => number > 1)) ? 0 : 3;
      return table((SCENARIOS[scenario] || scenario) + ': ' + (MEASURES[measure] || measure), [
        { name: 'Model', head: true, text: (s) => h('code', {}, s.name), value: (s) => s.name },
        ...points.map((at, i) => ({ name: at, num: true, text: (s) => fixed(s.values[i], digits), value: (s) => s.values[i] ?? -1 })),
      ], series, (s) => (ours(s.name) ? 'ours' : null));
    };
    return h('section', { class: 'card', id: 'continual' },
      h('h2', {}, title),
      kept ? h('ul', { class: 'facts' },
        fact('Customers', count.format(kept.dataset.customers)),
        fact('Events', count.format(kept.dataset.events)),
        fact('Items', count.format(kept.dataset.items)),
        fact(kept.seeds.length > 1 ? 'Seeds' : 'Seed', kept.seeds.join(', '))) : null,
      notes.length ? h('ul', { class: 'notes' }, notes.map((note) => h('li', { class: 'failed' }, note))) : null,
      kept ? [
        curve('retention', 'hr@2'), curve('switch', 'share@10'),
        grid(['return', 'hr@2']),
        h('details', {}, h('summary', {}, 'Every scenario as a table'), grids.map(grid)),
        h('h3', {}, 'All of it by one command'), command(kept.reproduction)] : null);
  }

  function section(row, i) {
    const data = row.dataset;
    const cases = row.results.length ? row.results[0].cases : null;
    return h('section', { class: 'card', id: slug(i) },
      h('h2', {}, row.title),
      h('ul', { class: 'facts' },
        fact('Log', row.data),
        fact('Protocol', row.protocol + (row.refit ? ', refitted' : '')),
        data ? fact('Events', count.format(data.events)) : null,
        data ? fact('Customers', count.format(data.customers)) : null,
        data ? fact('Items', count.format(data.items)) : null,
        cases === null ? null : fact('Cases', count.format(cases)),
        fact(row.seeds.length > 1 ? 'Seeds' : 'Seed', row.seeds.join(', ')),
        row.epochs ? fact('Epochs', 'at most ' + row.epochs) : null,
        row.maxEvents ? fact('Only the first', count.format(row.maxEvents) + ' events') : null,
        data ? fact('Digest', data.digest.slice(0, 12)) : null),
      row.notes.length
        ? h('ul', { class: 'notes' }, row.notes.map((note) =>
            h('li', { class: note.includes('failed') ? 'failed' : null }, note))) : null,
      row.summary.length
        ? [ablation(row), results(row), comparisons(row), drift(row), learning(row),
          h('h3', {}, 'All of it by one command'), command(row.command)]
        : null);
  }

  function method() {
    const entry = (term, text) => [h('dt', {}, term), h('dd', {}, text)];
    return h('section', { class: 'card', id: 'method' },
      h('h2', {}, 'How it was measured'),
      h('dl', { class: 'method' },
        entry('Same questions', 'All models of a section meet the same script of events: same information, same cases, in the same order.'),
        entry('Intervals', '95 %, percentile, by bootstrap over customers: 2,000 times customers are drawn anew, each with all of their cases, ' +
          'the same draws for every model. Where there are several seeds, as many are drawn anew each time as well: ' +
          'three vary a third less in such draws than seeds do. With one seed an interval tells nothing of another one.'),
        entry('± and seeds', 'The standard deviation over seeds. A model that draws no random numbers has none.'),
        entry('p', 'Two-sided, that the difference of two means is 0, from the same draws.'),
        entry('Cold items', 'Items that nets were not trained on, without first-ever events and the customer’s own repeats.'),
        entry('Quarters', 'The stream’s cases cut by order into four parts of equal size.'),
        entry('Again', 'Each figure names its command. Bases and results are kept by the digest of data, code, configuration and seed, so a run that was cut off goes on where it stopped.')));
  }

  // The page.

  document.getElementById('page').replaceChildren(h('div', { class: 'wrap' },
    header(),
    h('main', { id: 'main' }, allBars.length ? score() : null, allBars.length ? bars() : null,
      report.rows.map(section), continualSection(), method())));
  redraw();
  // The browser looked for the place before it was there.
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();

  dark.addEventListener('change', () => redraw());
  // A page of A4 between its margins is about 690 pixels wide.
  addEventListener('beforeprint', () => { printing = true; redraw(690); });
  addEventListener('afterprint', () => { printing = false; redraw(); });
})();
