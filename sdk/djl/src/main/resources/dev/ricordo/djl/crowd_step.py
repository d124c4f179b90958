# One event of each of B customers, in TorchScript: PyTorch runs the whole step in one call and, on a GPU,
# fuses what is computed number by number into kernels of its own. Equations and letters as in
# dev.ricordo.memory.SelfModifyingMemory and ContinuumMemory. CrowdStep.java puts the sizes in the place of
# the words in capitals (WIDTH is d, HEADS H, HEAD_WIDTH W = d / H, GENERATED 2 W + 2, RATES 2 W, SUBTRACTED
# what k counts in w) and writes `forward`.
#
#   x0, x, y, z, h [B, d]      u, q, w [B H, W, 1]      k [B H, 1, W]      D, V [B H, W, W]
#   of a level   F, G, V [B, r, d]      a [B, 1, r]
#
# Large tiles wait for memory: D is read by three products and written by one fused expression. Small ones
# wait for launches: norms are folded into what follows, so that a step takes few kernels.

  def scale(self: __torch__.CrowdStep, x: Tensor, epsilon: float) -> Tensor:
    length = torch.linalg_vector_norm(x, 2, [-1], True)
    return torch.rsqrt(length * length + epsilon)

  # x = RMS(x0), y = RMS(x), z = c0 y + c1 y' + c2 y''. `squares` [d, 2] makes both means from the squares of x0.
  def event(self: __torch__.CrowdStep, rows: Tensor, older: Tensor, last: Tensor, table: Tensor, firsts: Tensor, squares: Tensor, input_gain: Tensor, memory_gain: Tensor, now: Tensor, once: Tensor, twice: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
    x0, a, b, c, = torch.embedding_bag(table, rows, firsts, False, 0, False, None, False)
    means = torch.mm(x0 * x0, squares)
    root = torch.rsqrt(means[:, 0:1] + 1e-6)
    x = x0 * root * input_gain
    y = x0 * root * input_gain * torch.rsqrt(means[:, 1:2] * root * root + 1e-6) * memory_gain
    z = y * now + torch.squeeze(last, 1) * once + torch.squeeze(older, 1) * twice
    return (x, y, z)

  # eta (w + D w) and k, and alpha before its sigmoid, from u, of which p = u + D u.
  def generate(self: __torch__.CrowdStep, memory: Tensor, u: Tensor, starts: Tensor, start_bias: Tensor) -> Tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    p = u + torch.bmm(memory, u)
    made = torch.view(torch.addmm(start_bias, torch.view(p, [-1, WIDTH]), starts), [-1, GENERATED])
    pair = torch.view(made[:, 0:RATES], [-1, 2, HEAD_WIDTH])
    length = torch.linalg_vector_norm(pair, 2, [-1], True)
    k = pair[:, 0:1] * torch.rsqrt(length[:, 0:1] * length[:, 0:1] + 1e-6)
    w = pair[:, 1:2] * torch.rsqrt(length[:, 1:2] * length[:, 1:2] + 1e-6) - k * SUBTRACTED
    w = torch.view(w, [-1, HEAD_WIDTH, 1])
    eta = torch.unsqueeze(made[:, RATES:RATES + 1], 2)
    alpha = torch.unsqueeze(made[:, RATES + 1:GENERATED], 2)
    return (w, torch.bmm(memory, w), k, eta, alpha)

  # D <- alpha D + eta (w + D w) k'
  def write(self: __torch__.CrowdStep, memory: Tensor, u: Tensor, starts: Tensor, start_bias: Tensor) -> Tensor:
    w, dw, k, eta, alpha, = self.generate(memory, u, starts, start_bias)
    return memory * torch.sigmoid(alpha) + (w + dw) * torch.sigmoid(eta) * k

  # V <- mu V + (1 - mu) eta (w + D w) k', D <- alpha D + V; mu [H, 1, 1]
  def write_with_momentum(self: __torch__.CrowdStep, memory: Tensor, mean: Tensor, u: Tensor, starts: Tensor, start_bias: Tensor, kept: Tensor, taken: Tensor) -> Tuple[Tensor, Tensor]:
    w, dw, k, eta, alpha, = self.generate(memory, u, starts, start_bias)
    change = torch.view((w + dw) * torch.sigmoid(eta) * k, [-1, HEADS, HEAD_WIDTH, HEAD_WIDTH])
    v = torch.view(mean, [-1, HEADS, HEAD_WIDTH, HEAD_WIDTH]) * kept + change * taken
    v = torch.view(v, [-1, HEAD_WIDTH, HEAD_WIDTH])
    return (memory * torch.sigmoid(alpha) + v, v)

  # o = RMS(S_m (s q + D q)), h = x + (o * silu(y W_g)) W_o, h += gelu(RMS(h) A) B
  def read(self: __torch__.CrowdStep, x: Tensor, y: Tensor, q: Tensor, dq: Tensor, shared: Tensor, main: Tensor, head_gain: Tensor, gate: Tensor, output: Tensor, hidden_in: Tensor, hidden_out: Tensor) -> Tensor:
    o = (q * shared + dq) * self.scale(torch.view(q, [-1, 1, HEAD_WIDTH]), 1e-6)
    o = torch.view(torch.mm(torch.view(o, [-1, WIDTH]), main), [-1, HEADS, HEAD_WIDTH])
    length = torch.linalg_vector_norm(o, 2, [-1], True)
    g = torch.view(torch.mm(y, gate), [-1, HEADS, HEAD_WIDTH])
    o = o * torch.rsqrt(length * length / HEAD_WIDTH + 1e-5) * head_gain * torch.silu(g)
    h = x + torch.mm(torch.view(o, [-1, WIDTH]), output)
    return h + torch.mm(self.hidden(h, hidden_in), hidden_out)

  # gelu(RMS(h) A); A holds the gain
  def hidden(self: __torch__.CrowdStep, h: Tensor, hidden_in: Tensor) -> Tensor:
    length = torch.linalg_vector_norm(h, 2, [-1], True)
    return torch.gelu(torch.mm(h, hidden_in) * torch.rsqrt(length * length / WIDTH + 1e-6))

  # h + u B + g a F and a = l2(u)
  def pass_through(self: __torch__.CrowdStep, h: Tensor, departure: Tensor, level_in: Tensor, level_out: Tensor, level_scale: Tensor) -> Tuple[Tensor, Tensor]:
    u = self.hidden(h, level_in)
    a = torch.unsqueeze(u * self.scale(u, 1e-6), 1)
    h = h + torch.mm(u, level_out) + torch.squeeze(torch.bmm(a, departure), 1) * level_scale
    return (h, a)

  # l2(x T) [B, 1, d]
  def target(self: __torch__.CrowdStep, x: Tensor, level_target: Tensor) -> Tensor:
    t = torch.mm(x, level_target)
    return torch.unsqueeze(t * self.scale(t, 1e-6), 1)

  # G + a'^T (target - a' F)
  def gather(self: __torch__.CrowdStep, target: Tensor, departure: Tensor, gradient: Tensor, before: Tensor) -> Tensor:
    return torch.addcmul(gradient, torch.transpose(before, 1, 2), target - torch.bmm(before, departure))

  # F <- lambda F + rate G, G = 0: nobody's (0), everybody's (1) or those' in the mask [B, 1, 1]
  def consolidate(self: __torch__.CrowdStep, turn: int, mask: Tensor, departure: Tensor, gradient: Tensor, rate: Tensor, retention: Tensor) -> Tuple[Tensor, Tensor]:
    if turn == 0:
      f, g = departure, gradient
    else:
      f, g = departure * retention + gradient * rate, torch.zeros_like(gradient)
      if turn == 2:
        f, g = torch.where(mask, f, departure), torch.where(mask, g, gradient)
    return (f, g)

  # V <- mu V + (1 - mu) rate G, F <- lambda F + V, G = 0
  def consolidate_with_momentum(self: __torch__.CrowdStep, turn: int, mask: Tensor, departure: Tensor, gradient: Tensor, mean: Tensor, rate: Tensor, retention: Tensor, kept: Tensor, taken: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
    if turn == 0:
      f, g, v = departure, gradient, mean
    else:
      v = mean * kept + gradient * rate * taken
      f, g = departure * retention + v, torch.zeros_like(gradient)
      if turn == 2:
        f, g, v = torch.where(mask, f, departure), torch.where(mask, g, gradient), torch.where(mask, v, mean)
    return (f, g, v)

  # Writes rows [n, ...] of each state; of more than n values those beyond the end are left out.
  def put(self: __torch__.CrowdStep, states: List[Tensor], places: Tensor, values: List[Tensor]) -> None:
    for i in range(len(states)):
      torch.index_copy_(states[i], 0, places, values[i][0:len(places)])
    return None

  # `forward` of some customers, whose states are read and written where they are: the first `count` of
  # places [B]; those beyond it are there to fill the tile.
  def forward_some(self: __torch__.CrowdStep, places: Tensor, count: int, rows: Tensor, states: List[Tensor], constants: List[Tensor], turns: List[int], masks: List[Tensor]) -> None:
    some = annotate(List[Tensor], [])
    for i in range(len(states)):
      some = torch.append(some, torch.index_select(states[i], 0, places))
    self.put(states, places[0:count], self.forward(rows, some, constants, turns, masks))
    return None
