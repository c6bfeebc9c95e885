using Athanor.Numerics;

namespace Athanor.Simulation;

/// <summary>The few random numbers a step needs for the system as a whole, one after the other, from seed, stream and step.</summary>
struct Draws(ulong seed, NoiseStream stream, long step)
{
    uint _drawn;
    double _spare;
    bool _hasSpare;

    /// <summary>Uniform in (0, 1), 53 bits.</summary>
    public double Uniform() => Unit(Next().First);

    /// <summary>Gaussian of mean 0 and variance 1 (Box and Muller, Ann. Math. Stat. 29, 610 (1958)).</summary>
    public double Gaussian()
    {
        if (_hasSpare)
        {
            _hasSpare = false;
            return _spare;
        }
        var (a, b) = Next();
        var radius = Math.Sqrt(-2 * F64x1.Log(new F64x1(Unit(a))).V);
        var angle = new F64x1(2 * Math.PI * Unit(b));
        _spare = radius * F64x1.Sin(angle).V;
        _hasSpare = true;
        return radius * F64x1.Cos(angle).V;
    }

    /// <summary>Sum of the squares of <paramref name="count"/> independent Gaussians (χ² distributed).</summary>
    public double SumOfSquares(int count)
    {
        // One square by itself makes the rest even, or leaves nothing; a gamma number of shape ≥ 1 needs no correction.
        if (count <= 0)
            return 0;
        if (count == 1)
        {
            var g = Gaussian();
            return g * g;
        }
        return 2 * Gamma(0.5 * count);
    }

    /// <summary>Gamma distributed, shape ≥ 1, scale 1 (Marsaglia and Tsang, ACM Trans. Math. Softw. 26, 363 (2000)).</summary>
    double Gamma(double shape)
    {
        var d = shape - 1.0 / 3;
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = Gaussian();
            var t = 1 + c * x;
            var v = t * t * t;
            if (v <= 0)
                continue;
            var u = F64x1.Log(new F64x1(Uniform())).V;
            if (u < 0.5 * x * x + d - d * v + d * F64x1.Log(new F64x1(v)).V)
                return d * v;
        }
    }

    (ulong First, ulong Second) Next()
    {
        var (a, b, c, d) = Philox.Draw(seed, (uint)step, (uint)(step >> 32), _drawn++, (uint)stream);
        return ((ulong)b << 32 | a, (ulong)d << 32 | c);
    }

    static double Unit(ulong bits) => ((bits >> 11) + 0.5) * (1.0 / (1UL << 53));
}
