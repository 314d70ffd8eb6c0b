
/**
 * Turns LaTeX into MathML, which browsers draw by themselves: `mathOf(source, display)` returns a
 * `<math>` element, or null where the source has what is not known here, so that it is shown as it
 * is. Nodes are built one by one; no text is ever read as markup.
 *
 * The commands are those that answers to school and competition problems use. Source of the
 * elements: MathML Core (W3C, 2023).
 */
const mathOf = (() => {
  const LONGEST = 4000;
  const DEEPEST = 40;
  const NAMES = 'http://www.w3.org/1998/Math/MathML';
  const words = (text) => new Map(text.trim().split(/\s+/).map((pair) => [pair.slice(0, -1).replace(/=$/, ''), pair.at(-1)]));
  const LETTERS = words(`alpha=α beta=β gamma=γ delta=δ epsilon=ϵ varepsilon=ε zeta=ζ eta=η theta=θ
    vartheta=ϑ iota=ι kappa=κ lambda=λ mu=μ nu=ν xi=ξ pi=π rho=ρ sigma=σ tau=τ upsilon=υ phi=ϕ
    varphi=φ chi=χ psi=ψ omega=ω Gamma=Γ Delta=Δ Theta=Θ Lambda=Λ Xi=Ξ Pi=Π Sigma=Σ Upsilon=Υ
    Phi=Φ Psi=Ψ Omega=Ω infty=∞ ell=ℓ hbar=ℏ emptyset=∅ varnothing=∅ Re=ℜ Im=ℑ aleph=ℵ partial=∂
    nabla=∇ angle=∠ triangle=△ degree=° circ=∘ square=□ imath=ı jmath=ȷ`);
  const SIGNS = words(`times=× cdot=⋅ div=÷ pm=± mp=∓ ast=∗ star=⋆ bullet=∙ oplus=⊕ otimes=⊗ le=≤ leq=≤
    leqslant=≤ ge=≥ geq=≥ geqslant=≥ ne=≠ neq=≠ lt=< gt=> approx=≈ equiv=≡ cong=≅ sim=∼ simeq=≃
    propto=∝ ll=≪ gg=≫ in=∈ notin=∉ ni=∋ subset=⊂ subseteq=⊆ supset=⊃ supseteq=⊇ cup=∪ cap=∩
    setminus=∖ wedge=∧ vee=∨ land=∧ lor=∨ neg=¬ lnot=¬ forall=∀ exists=∃ to=→ rightarrow=→
    leftarrow=← Rightarrow=⇒ Leftarrow=⇐ implies=⟹ iff=⟺ Leftrightarrow=⇔ leftrightarrow=↔ mapsto=↦
    longrightarrow=⟶ ldots=… dots=… cdots=⋯ vdots=⋮ ddots=⋱ dotsc=… dotsb=⋯ mid=∣ nmid=∤ parallel=∥
    perp=⊥ therefore=∴ because=∵ colon=: prime=′ backslash=\\ uparrow=↑ downarrow=↓ models=⊨ vdash=⊢`);
  const LARGE = words('sum=∑ prod=∏ int=∫ iint=∬ iiint=∭ oint=∮ bigcup=⋃ bigcap=⋂ bigoplus=⨁ coprod=∐');
  const FENCES = words('lbrace={ rbrace=} langle=⟨ rangle=⟩ lfloor=⌊ rfloor=⌋ lceil=⌈ rceil=⌉ lvert=| rvert=| vert=| Vert=‖ lVert=‖ rVert=‖ |=‖ {={ }=}');
  const FUNCTIONS = new Set(`sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh ln log exp
    lim max min sup inf gcd lcm det dim ker deg arg mod Pr limsup liminf hom`.split(/\s+/));
  const ACCENTS = words('hat=^ widehat=^ bar=¯ overline=¯ tilde=~ widetilde=~ vec=→ overrightarrow=→ dot=˙ ddot=¨ overbrace=⏞');
  const UNDER = words('underline=_ underbrace=⏟');
  const FONTS = new Map([['mathbb', 'double-struck'], ['mathcal', 'script'], ['mathfrak', 'fraktur'],
    ['mathbf', 'bold'], ['boldsymbol', 'bold'], ['mathrm', 'normal'], ['mathit', 'italic'], ['mathsf', 'normal'], ['operatorname', 'normal'], ['mathscr', 'script']]);
  const TEXTS = new Set(['text', 'textbf', 'textit', 'textrm', 'mbox', 'texttt', 'textsf']);
  const SPACES = new Map([[',', '.17em'], [':', '.22em'], [';', '.28em'], [' ', '.33em'], ['!', '-.17em'], ['quad', '1em'], ['qquad', '2em'], ['>', '.22em']]);
  const NOTHING = new Set(['displaystyle', 'textstyle', 'scriptstyle', 'limits', 'nolimits', 'big', 'Big', 'bigg', 'Bigg',
    'bigl', 'bigr', 'Bigl', 'Bigr', 'biggl', 'biggr', 'Biggl', 'Biggr', 'middle', 'hline', 'notag', 'nonumber', 'allowbreak', 'left.', 'rm', 'bf', 'it', 'centering']);
  const MATRICES = new Map([['matrix', ['', '']], ['pmatrix', ['(', ')']], ['bmatrix', ['[', ']']], ['vmatrix', ['|', '|']], ['Vmatrix', ['‖', '‖']], ['Bmatrix', ['{', '}']],
    ['smallmatrix', ['', '']], ['cases', ['{', '']], ['array', ['', '']], ['aligned', ['', '']], ['align', ['', '']], ['align*', ['', '']], ['gathered', ['', '']], ['split', ['', '']],
    ['equation', ['', '']], ['equation*', ['', '']], ['gather', ['', '']], ['gather*', ['', '']], ['alignat*', ['', '']], ['eqnarray*', ['', '']]]);

  class Unknown extends Error {}

  const node = (name, ...children) => {
    const made = document.createElementNS(NAMES, name);
    made.append(...children);
    return made;
  };
  const row = (nodes) => (nodes.length === 1 ? nodes[0] : node('mrow', ...nodes));
  const fixed = (sign, stretchy) => {
    const made = node('mo', sign);
    made.setAttribute('stretchy', String(stretchy));
    return made;
  };
  const tokens = (source) => source.match(/\\[A-Za-z]+\*?|\\[^A-Za-z]|\d+(?:[.,]\d+)*|\s+|[^]/gu) ?? [];

  class Reader {
    constructor(source) {
      this.tokens = tokens(source);
      this.at = 0;
      this.depth = 0;
    }

    skip() {
      while (/^\s/.test(this.tokens[this.at] ?? '')) this.at++;
    }

    peek() {
      this.skip();
      return this.tokens[this.at];
    }

    next() {
      this.skip();
      if (this.at >= this.tokens.length) throw new Unknown('cut off');
      return this.tokens[this.at++];
    }

    expect(token) {
      if (this.next() !== token) throw new Unknown(token);
    }

    /** Reads up to a token that ends, which stays. */
    until(ends) {
      if (++this.depth > DEEPEST) throw new Unknown('too deep');
      const nodes = [];
      while (this.at < this.tokens.length && this.peek() !== undefined && !ends(this.peek())) nodes.push(this.scripted());
      this.depth--;
      return nodes;
    }

    group() {
      const bare = this.peek();
      // Without braces a group is one character: `\\frac12` is a half.
      if (/^\d./.test(bare ?? '')) {
        this.tokens.splice(this.at, 1, bare[0], bare.slice(1));
        return this.atom();
      }
      if (bare !== '{') return this.atom();
      this.next();
      const nodes = this.until((token) => token === '}');
      this.expect('}');
      return node('mrow', ...nodes);
    }

    /** Reads a group's source as it is. */
    raw() {
      this.expect('{');
      let text = '';
      for (let open = 1; ;) {
        if (this.at >= this.tokens.length) throw new Unknown('cut off');
        const token = this.tokens[this.at++];
        if (token === '{') open++;
        if (token === '}' && --open === 0) return text;
        text += token.length === 2 && '\\$%&_#{}'.includes(token[1]) ? token[1] : token;
      }
    }

    scripted() {
      const first = /^[\^_]$/.test(this.peek()) || this.peek() === "'" ? node('mrow') : this.atom();
      let below = null;
      let above = [];
      for (;;) {
        const token = this.peek();
        if (token === '_' && !below) {
          this.next();
          below = this.group();
        } else if (token === '^' && above.length === 0) {
          this.next();
          above.push(this.group());
        } else if (token === "'") {
          this.next();
          above.push(node('mo', '′'));
        } else {
          break;
        }
      }
      above = above.length > 0 ? row(above) : null;
      const around = first.getAttribute?.('data-limits') ? ['munder', 'mover', 'munderover'] : ['msub', 'msup', 'msubsup'];
      if (below && above) return node(around[2], first, below, above);
      if (below) return node(around[0], first, below);
      return above ? node(around[1], first, above) : first;
    }

    fence() {
      const token = this.next();
      const name = token.startsWith('\\') ? token.slice(1) : token;
      if (name === '.') return '';
      const sign = token.startsWith('\\') ? FENCES.get(name) : '()[]|/<>'.includes(name) ? name : undefined;
      if (sign === undefined) throw new Unknown(token);
      return sign;
    }

    atom() {
      const token = this.next();
      if (token === '{') {
        this.at--;
        return this.group();
      }
      if (token === '}' || token === '&' || token === '\\\\') throw new Unknown(token);
      if (token.startsWith('\\')) return this.command(token.slice(1));
      if (/^\d/.test(token)) return node('mn', token);
      if (/^\p{L}/u.test(token)) return node('mi', token);
      if (token === '~') return node('mspace');
      if ('()[]|'.includes(token)) return fixed(token, false);
      return node('mo', token === '-' ? '−' : token === '*' ? '∗' : token);
    }

    command(name) {
      if (LETTERS.has(name)) return node('mi', LETTERS.get(name));
      if (SIGNS.has(name)) return node('mo', SIGNS.get(name));
      if (LARGE.has(name)) return this.large(node('mo', LARGE.get(name)), !name.includes('int'));
      if (FUNCTIONS.has(name)) return this.large(node('mi', name), /^(lim|max|min|sup|inf|gcd)/.test(name));
      if (FENCES.has(name)) return fixed(FENCES.get(name), false);
      if (TEXTS.has(name)) return node('mtext', ...shown(this.raw()));
      if (SPACES.has(name)) {
        const space = node('mspace');
        space.setAttribute('width', SPACES.get(name));
        return space;
      }
      if (NOTHING.has(name)) return node('mrow');
      if ('$%&#_'.includes(name)) return node('mi', name);
      if (ACCENTS.has(name)) {
        const made = node('mover', this.group(), fixed(ACCENTS.get(name), /^(over|wide)/.test(name)));
        made.setAttribute('accent', 'true');
        return made;
      }
      if (UNDER.has(name)) return node('munder', this.group(), fixed(UNDER.get(name), true));
      if (FONTS.has(name)) return this.font(FONTS.get(name));
      return this.structure(name);
    }

    large(made, limits) {
      if (limits) made.setAttribute('data-limits', 'yes');
      return made;
    }

    font(variant) {
      const style = node('mstyle', this.group());
      style.setAttribute('class', `math-${variant}`);
      for (const each of style.querySelectorAll('mi')) if (variant !== 'italic') each.setAttribute('mathvariant', 'normal');
      return style;
    }

    structure(name) {
      switch (name) {
        case 'frac': case 'dfrac': case 'tfrac': case 'cfrac': return node('mfrac', this.group(), this.group());
        case 'binom': case 'dbinom': case 'tbinom': {
          const fraction = node('mfrac', this.group(), this.group());
          fraction.setAttribute('linethickness', '0');
          return node('mrow', node('mo', '('), fraction, node('mo', ')'));
        }
        case 'sqrt': return this.root();
        case 'boxed': case 'fbox': {
          const box = node('mrow', this.group());
          box.setAttribute('class', 'math-boxed');
          return box;
        }
        case 'left': return this.fenced();
        case 'begin': return this.environment();
        case 'pmod': return node('mrow', node('mo', '('), node('mi', 'mod'), node('mspace'), this.group(), node('mo', ')'));
        case 'bmod': return node('mo', 'mod');
        case 'overset': case 'stackrel': {
          const above = this.group();
          return node('mover', this.group(), above);
        }
        case 'underset': {
          const below = this.group();
          return node('munder', this.group(), below);
        }
        case 'phantom': return node('mphantom', this.group());
        case 'not': return node('mrow', this.atom(), node('mo', '̸'));
        default: throw new Unknown(`\\${name}`);
      }
    }

    root() {
      if (this.peek() !== '[') return node('msqrt', this.group());
      this.next();
      const index = this.until((token) => token === ']');
      this.expect(']');
      const radicand = this.group();
      return node('mroot', radicand, row(index));
    }

    fenced() {
      const open = this.fence();
      const inside = this.until((token) => token === '\\right');
      this.expect('\\right');
      const close = this.fence();
      return node('mrow', fixed(open, true), ...inside, fixed(close, true));
    }

    environment() {
      const name = this.raw();
      const around = MATRICES.get(name);
      if (!around) throw new Unknown(name);
      if (name === 'array' || name === 'alignat*') this.raw();
      const rows = [[]];
      for (;;) {
        const cell = this.until((token) => token === '&' || token === '\\\\' || token === '\\end');
        rows.at(-1).push(node('mtd', ...cell));
        const end = this.next();
        if (end === '\\\\') {
          if (this.peek() === '[') while (this.next() !== ']');
          rows.push([]);
        } else if (end === '\\end') {
          break;
        }
      }
      if (this.raw() !== name) throw new Unknown(name);
      const table = node('mtable', ...rows.filter((cells) => cells.some((cell) => cell.hasChildNodes())).map((cells) => node('mtr', ...cells)));
      if (name.startsWith('align') || name === 'split' || name === 'cases') table.setAttribute('class', `math-${name.replace(/\W|ed$/g, '')}`);
      return node('mrow', ...(around[0] ? [fixed(around[0], true)] : []), table, ...(around[1] ? [fixed(around[1], true)] : []));
    }
  }

  return (source, display) => {
    if (source.length > LONGEST) return null;
    try {
      const reader = new Reader(source);
      const nodes = reader.until(() => false);
      const math = node('math', ...nodes);
      if (display) math.setAttribute('display', 'block');
      math.setAttribute('aria-label', source);
      return math;
    } catch (error) {
      if (error instanceof Unknown) return null;
      throw error;
    }
  };
})();

