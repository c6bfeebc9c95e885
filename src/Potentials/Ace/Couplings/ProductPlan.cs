namespace Athanor.Potentials.Ace;

/// <summary>
/// Products of a tensor field with itself, channel by channel: from the components A_lm of one channel to all independent tensors of degree 0 … <see cref="OutputDegree"/> that are polynomials of order
/// 1 … <see cref="Order"/> in them (Drautz, Phys. Rev. B 99, 014104 (2019); Darby et al., Phys. Rev. Lett. 131, 028001 (2023)). True tensors, for which the sum of all degrees is even; or pseudotensors, which change
/// sign besides under reflection, and for which it is odd.
/// </summary>
/// <remarks>
/// A plane holds one component for every channel. The first planes are the A_lm, at l² + l + m; each further one is a sum of products of two planes before it. Pairs are coupled first, then a pair with a
/// single one (order 3) or with a pair (order 4), which spans all invariants. Many couplings of one order are linear combinations of others: those are found at random points and left out, dear ones first.
/// </remarks>
sealed class ProductPlan
{
    const double Dependent = 1e-8;

    /// <summary>What symmetry makes zero has the size of rounding at points of the size of one.</summary>
    const double Nothing = 1e-10;

    readonly List<Block> _blocks = [];
    readonly List<(int Target, int A, int B, double Coefficient)> _terms = [];

    /// <param name="degrees">Highest degree of A in products of order 1, 2, …; as many as there are orders, none larger than the first.</param>
    /// <param name="outputDegree">Highest degree of tensors wanted.</param>
    /// <param name="pseudo">Pseudotensors in place of true ones. Scalars among them: of order 3 the first couples degrees 2, 3 and 4, of order 4 there are three among degrees up to 3.</param>
    /// <param name="odd">Highest degree of A in pseudoscalars of order 1, 2, …, none larger than the first of <paramref name="degrees"/>: the products of each two of them are true scalars, and are added; null for none.</param>
    internal ProductPlan(IReadOnlyList<int> degrees, int outputDegree, bool pseudo = false, IReadOnlyList<int>? odd = null)
    {
        if (degrees.Count is < 1 or > 4 || degrees.Any(d => d < 0 || d > degrees[0]))
            throw new ArgumentException($"Products of order 1 to 4, of degrees that do not exceed the first: not {string.Join(' ', degrees)}.", nameof(degrees));
        (Degrees, OutputDegree, Pseudo) = ([.. degrees], outputDegree, pseudo);
        Inputs = (degrees[0] + 1) * (degrees[0] + 1);
        for (var l = 0; l <= degrees[0]; l++)
            _blocks.Add(new(1, l, l * l, null, []));
        Planes = Inputs;
        var outputs = new List<Block>(_blocks.Where(b => b.Degree <= outputDegree && !pseudo));
        if (Order >= 2)
            outputs.AddRange(Kept(Pairs(degrees[1], outputDegree, pseudo).Where(p => p.Pseudo == pseudo)).Select(Place));
        if (Order >= 3)
            outputs.AddRange(Kept(OfThree(degrees[2], outputDegree, pseudo)).Select(Place));
        if (Order >= 4)
            outputs.AddRange(Kept(OfFour(degrees[3], outputDegree, pseudo)).Select(Place));
        if (odd is not null)
            outputs.AddRange(Kept(EvenProducts(odd)).Select(Place));
        Paths = [.. outputs.OrderBy(b => b.Degree).ThenBy(b => b.Order).Select(b => new ProductPath(b.Degree, b.Order, b.First))];
        _terms.Sort((x, y) => x.Target.CompareTo(y.Target));
        Terms = [.. _terms.Select(t => new ProductTerm(t.A, t.B))];
        Coefficients = [.. _terms.Select(t => t.Coefficient)];
        TermStart = [.. Enumerable.Range(Inputs, Planes - Inputs + 1).Select(p => _terms.TakeWhile(t => t.Target < p).Count())];
    }

    internal int[] Degrees { get; }

    internal int Order => Degrees.Length;

    internal int OutputDegree { get; }

    internal bool Pseudo { get; }

    /// <summary>Components A_lm.</summary>
    internal int Inputs { get; }

    /// <summary>Inputs and everything made of them.</summary>
    internal int Planes { get; private set; }

    /// <summary>The tensors, by degree, then by order.</summary>
    internal ProductPath[] Paths { get; }

    /// <summary>Plane p ≥ Inputs is the sum of Coefficients · A · B over the terms TermStart[p − Inputs] … TermStart[p − Inputs + 1].</summary>
    internal int[] TermStart { get; }

    internal ProductTerm[] Terms { get; }

    internal double[] Coefficients { get; }

    IEnumerable<Block> Singles(int degree) => _blocks.Where(b => b.Order == 1 && b.Degree <= degree);

    IEnumerable<Block> OfThree(int degree, int output, bool pseudo) => Chosen(Pairs(degree, 2 * degree, pseudo), Singles(degree), 3, output, pseudo);

    IEnumerable<Block> OfFour(int degree, int output, bool pseudo) => Chosen(Pairs(degree, 2 * degree, pseudo), Pairs(degree, 2 * degree, pseudo), 4, output, pseudo);

    /// <summary>p q of each two pseudoscalars, squares included.</summary>
    IEnumerable<Block> EvenProducts(IReadOnlyList<int> odd)
    {
        Block[] three = odd.Count >= 3 ? [.. Kept(OfThree(odd[2], 0, true)).Select(Place)] : [];
        Block[] all = odd.Count >= 4 ? [.. three, .. Kept(OfFour(odd[3], 0, true)).Select(Place)] : three;
        for (var i = 0; i < all.Length; i++)
        {
            for (var j = i; j < all.Length; j++)
                yield return new Block(all[i].Order + all[j].Order, 0, -1, (all[i], all[j]), Products(all[i], all[j], 0));
        }
    }

    IEnumerable<Block> Pairs(int degree, int highest, bool pseudo)
    {
        foreach (var a in Singles(degree))
        {
            foreach (var b in Singles(degree).Where(b => b.Degree >= a.Degree))
            {
                // A tensor with itself has no pseudotensor; and true tensors are had without pseudotensors on the way.
                for (var l = b.Degree - a.Degree; l <= Math.Min(highest, a.Degree + b.Degree); l += pseudo && a != b ? 1 : 2)
                    yield return Known(2, l, a, b);
            }
        }
    }

    IEnumerable<Block> Chosen(IEnumerable<Block> first, IEnumerable<Block> second, int order, int output, bool pseudo)
    {
        Block[] left = [.. first], right = [.. second];
        foreach (var a in left)
        {
            foreach (var b in right)
            {
                for (var l = Math.Abs(a.Degree - b.Degree); l <= Math.Min(output, a.Degree + b.Degree); l++)
                {
                    if ((a.Pseudo ^ b.Pseudo ^ ((a.Degree + b.Degree + l) % 2 != 0)) == pseudo)
                        yield return Known(order, l, a, b);
                }
            }
        }
    }

    // A pair that stands already costs nothing more.
    Block Known(int order, int degree, Block a, Block b)
    {
        var block = new Block(order, degree, -1, (a, b), Products(a, b, degree));
        return _blocks.Find(block.IsLike) ?? block;
    }

    static List<(int A, int B, int Component, double Coefficient)> Products(Block a, Block b, int degree)
    {
        var table = RealCoupling.Of(a.Degree, b.Degree, degree);
        var products = new List<(int, int, int, double)>();
        for (var i = 0; i <= 2 * a.Degree; i++)
        {
            for (var j = 0; j <= 2 * b.Degree; j++)
            {
                for (var m = 0; m <= 2 * degree; m++)
                {
                    // A product of a tensor with itself has each pair of components twice.
                    var c = a == b ? (i < j ? table[i, j, m] + table[j, i, m] : i == j ? table[i, j, m] : 0) : table[i, j, m];
                    if (Math.Abs(c) > 1e-12)
                        products.Add((i, j, m, c));
                }
            }
        }
        return products;
    }

    /// <summary>Of candidates of one order, by degree, those that are no combinations of the ones before, cheap ones first.</summary>
    IEnumerable<Block> Kept(IEnumerable<Block> candidates)
    {
        foreach (var group in candidates.Where(c => c.Degree <= OutputDegree).GroupBy(c => c.Degree).OrderBy(g => g.Key).ToArray())
        {
            var ordered = group.OrderBy(c => c.Cost).ToArray();
            var points = Enumerable.Range(0, ordered.Length + 8).Select(RandomPoint).ToArray();
            var basis = new List<double[]>();
            foreach (var candidate in ordered)
            {
                double[] values = [.. points.SelectMany(candidate.Evaluate)];
                var size = Norm(values);
                if (size < Nothing)
                    continue;
                foreach (var direction in basis.Concat(basis)) // Twice is enough.
                {
                    var overlap = Dot(direction, values);
                    for (var k = 0; k < values.Length; k++)
                        values[k] -= overlap * direction[k];
                }
                var rest = Norm(values);
                if (!(rest > Dependent * size))
                    continue;
                basis.Add([.. values.Select(v => v / rest)]);
                yield return candidate;
            }
        }
    }

    double[] RandomPoint(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Inputs).Select(_ => 2 * random.NextDouble() - 1)];
    }

    /// <summary>Gives a block, and the pairs it is made of, their planes.</summary>
    Block Place(Block block)
    {
        if (block.First >= 0)
            return block;
        var (a, b) = block.Parents!.Value;
        (a, b) = (Place(_blocks.Find(a.IsLike) ?? a), Place(_blocks.Find(b.IsLike) ?? b));
        var placed = new Block(block.Order, block.Degree, Planes, (a, b), block.Products);
        _blocks.Add(placed);
        Planes += 2 * placed.Degree + 1;
        foreach (var (i, j, m, c) in placed.Products)
            _terms.Add((placed.First + m, a.First + i, b.First + j, c));
        return placed;
    }

    static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    static double Norm(double[] a) => Math.Sqrt(Dot(a, a));

    /// <summary>One tensor: an A_l, or two blocks coupled.</summary>
    sealed class Block(int order, int degree, int first, (Block A, Block B)? parents, List<(int A, int B, int Component, double Coefficient)> products)
    {
        internal int Order => order;

        internal int Degree => degree;

        /// <summary>−1 where it has no planes yet.</summary>
        internal int First => first;

        internal (Block A, Block B)? Parents => parents;

        /// <summary>Changes sign under reflection where a tensor of its degree would not, and the other way round.</summary>
        internal bool Pseudo { get; } = parents is { } p && (p.A.Pseudo ^ p.B.Pseudo ^ ((p.A.Degree + p.B.Degree + degree) % 2 != 0));

        internal List<(int A, int B, int Component, double Coefficient)> Products => products;

        internal int Cost => (First < 0 ? Products.Count : 0) + (Parents is { } p ? p.A.Cost + p.B.Cost : 0);

        internal bool IsLike(Block other) => Order == other.Order && Degree == other.Degree && (Parents, other.Parents) switch
        {
            (null, null) => true,
            ({ } mine, { } theirs) => mine.A.IsLike(theirs.A) && mine.B.IsLike(theirs.B),
            _ => false,
        };

        internal double[] Evaluate(double[] inputs)
        {
            if (Parents is not { } from)
                return inputs[(Degree * Degree)..((Degree + 1) * (Degree + 1))];
            double[] a = from.A.Evaluate(inputs), b = from.B.Evaluate(inputs), sum = new double[2 * Degree + 1];
            foreach (var (i, j, m, c) in Products)
                sum[m] += c * a[i] * b[j];
            return sum;
        }
    }
}

/// <summary>One tensor of a <see cref="ProductPlan"/>: its components are the planes First … First + 2 Degree.</summary>
readonly record struct ProductPath(int Degree, int Order, int First);

/// <summary>A product of two planes.</summary>
readonly record struct ProductTerm(int A, int B);
