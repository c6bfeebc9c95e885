namespace Athanor.Numerics;

/// <summary>∫ f(x) dx over a finite interval by Kronrod's 15 points, halving where the 7 of Gauss disagree (Kronrod, 1965; as QUADPACK's QAG, Piessens et al., 1983).</summary>
public static class AdaptiveQuadrature
{
    const int MostIntervals = 2000;

    // A jump's error falls by half when its piece is halved, noise's by nothing.
    const double LeastGain = 0.55;

    const int MostFailures = 3;

    static readonly double[] Places =
    [
        0.991455371120812639206854697526329, 0.949107912342758524526189684047851, 0.864864423359769072789712788640926, 0.741531185599394439863864773280788,
        0.586087235467691130294144838258730, 0.405845151377397166906606412076961, 0.207784955007898467600689403773245, 0,
    ];

    static readonly double[] Kronrod =
    [
        0.022935322010529224963732008058970, 0.063092092629978553290700663189204, 0.104790010322250183839876322541518, 0.140653259715525918745189590510238,
        0.169004726639267902826583426598550, 0.190350578064785409913256402421014, 0.204432940075298892414161999234649, 0.209482141084727828012999174891714,
    ];

    static readonly double[] Gauss =
        [0.129484966168869693270611432679082, 0.279705391489276667901467771423780, 0.381830050505118944950369775488975, 0.417959183673469387755102040816327];

    /// <summary>The integral. Pieces are halved, the worst first, until their errors sum to less than the tolerance.</summary>
    /// <param name="relative">Tolerance as a fraction of the integral.</param>
    /// <param name="absolute">Tolerance in the unit of the integral; the looser of the two counts.</param>
    /// <returns>Value and a bound of its error, usually far too large. Where 2000 pieces do not reach the tolerance, the error says so.</returns>
    public static (double Value, double Error) Over(Func<double, double> f, double from, double to, double relative = 1e-10, double absolute = 0)
    {
        var pieces = new PriorityQueue<(double From, double To, double Value, double Error), double>();
        double value = 0, error = 0;
        void Add(double a, double b)
        {
            var (v, e) = Piece(f, a, b);
            pieces.Enqueue((a, b, v, e), -e);
            value += v;
            error += e;
        }
        Add(from, to);
        while (error > Math.Max(absolute, relative * Math.Abs(value)) && pieces.Count < MostIntervals)
        {
            var (a, b, v, e) = pieces.Dequeue();
            var middle = 0.5 * (a + b);
            if (!(middle > Math.Min(a, b) && middle < Math.Max(a, b)))
                break;
            value -= v;
            error -= e;
            Add(a, middle);
            Add(middle, b);
        }
        // Once more from the pieces: differences of the running sums have lost digits.
        (value, error) = (0, 0);
        foreach (var ((_, _, v, e), _) in pieces.UnorderedItems)
            (value, error) = (value + v, error + e);
        return (value, error);
    }

    /// <summary>
    /// Points and weights for several integrals at once, such as one at many temperatures: pieces are halved, the worst first, until each integral's errors sum to less than the tolerance times the integral of its size.
    /// </summary>
    /// <param name="f">All integrands at a point, always as many.</param>
    /// <param name="breaks">Ends of the first pieces, ascending; the first and the last are those of the integrals.</param>
    /// <param name="relative">Tolerance as a fraction of ∫ |f|.</param>
    /// <returns>Points ascending, fifteen a piece, and a bound of the largest relative error, usually far too large.</returns>
    public static (double[] Points, double[] Weights, double Error) Rule(Func<double, double[]> f, IReadOnlyList<double> breaks, double relative = 1e-10)
    {
        // Failures: how often halving has not made the error smaller, as where integrands carry noise.
        var pieces = new List<(double From, double To, double[] Errors, int Failures)>();
        double[] sizes = [];
        // Sizes are those of the first pieces: halving changes them little, and the tolerance need not be finer than they are.
        for (var k = 0; k + 1 < breaks.Count; k++)
        {
            var (size, error) = Pieces(f, breaks[k], breaks[k + 1]);
            if (sizes.Length == 0)
                sizes = new double[size.Length];
            pieces.Add((breaks[k], breaks[k + 1], error, 0));
            for (var n = 0; n < size.Length; n++)
                sizes[n] += size[n];
        }
        double[] scales = [.. sizes.Select(s => s > 0 ? s : 1)];
        double Worst(double[] e) => e.Select((x, k) => x / scales[k]).Max();
        double Total() => Enumerable.Range(0, scales.Length).Max(k => pieces.Sum(p => p.Errors[k]) / scales[k]);
        while (Total() > relative && pieces.Count < MostIntervals)
        {
            var worst = Enumerable.Range(0, pieces.Count).Where(k => pieces[k].Failures < MostFailures).DefaultIfEmpty(-1).MaxBy(k => k < 0 ? -1 : Worst(pieces[k].Errors));
            if (worst < 0)
                break;
            var (a, b, before, failures) = pieces[worst];
            var middle = 0.5 * (a + b);
            if (!(middle > a && middle < b))
                break;
            pieces.RemoveAt(worst);
            double[] left = Pieces(f, a, middle).Errors, right = Pieces(f, middle, b).Errors;
            failures += Worst(left) + Worst(right) > LeastGain * Worst(before) ? 1 : 0;
            pieces.Add((a, middle, left, failures));
            pieces.Add((middle, b, right, failures));
        }
        pieces.Sort((p, q) => p.From.CompareTo(q.From));
        var (points, weights) = (new List<double>(), new List<double>());
        foreach (var (a, b, _, _) in pieces)
        {
            var (middle, half) = (0.5 * (a + b), 0.5 * (b - a));
            for (var k = -7; k <= 7; k++)
            {
                points.Add(middle + half * Math.Sign(k) * Places[7 - Math.Abs(k)]);
                weights.Add(half * Kronrod[7 - Math.Abs(k)]);
            }
        }
        return ([.. points], [.. weights], Total());
    }

    static (double[] Sizes, double[] Errors) Pieces(Func<double, double[]> f, double from, double to)
    {
        var (middle, half) = (0.5 * (from + to), 0.5 * (to - from));
        double[] sizes = [], differences = [];
        for (var k = -7; k <= 7; k++)
        {
            var place = 7 - Math.Abs(k);
            var values = f(middle + half * Math.Sign(k) * Places[place]);
            if (sizes.Length == 0)
                (sizes, differences) = (new double[values.Length], new double[values.Length]);
            for (var n = 0; n < values.Length; n++)
            {
                sizes[n] += half * Kronrod[place] * Math.Abs(values[n]);
                differences[n] += half * (Kronrod[place] - (place % 2 == 1 ? Gauss[place / 2] : 0)) * values[n];
            }
        }
        return (sizes, [.. differences.Select(Math.Abs)]);
    }

    static (double Value, double Error) Piece(Func<double, double> f, double from, double to)
    {
        var (middle, half) = (0.5 * (from + to), 0.5 * (to - from));
        double fine = 0, coarse = 0;
        for (var k = 0; k < Places.Length; k++)
        {
            var sum = k == Places.Length - 1 ? f(middle) : f(middle - half * Places[k]) + f(middle + half * Places[k]);
            fine += Kronrod[k] * sum;
            if (k % 2 == 1)
                coarse += Gauss[k / 2] * sum;
        }
        return (half * fine, Math.Abs(half * (fine - coarse)));
    }
}
