using System.Numerics;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Nep;

namespace Athanor.Potentials.Tests.Nep;

/// <summary>
/// Energies of a model as its definition reads: every image within reach, no lists, no lanes, invariants by Wigner's 3j symbols. Over any number, so that a pair of
/// value and tangent gives the derivative along a direction. Written apart from the library, as its judge.
/// </summary>
sealed class SlowNep<T>(NepModel model)
    where T : struct, IReal<T>
{
    readonly NepForm _form = model.Form;

    readonly record struct Near(int Species, T X, T Y, T Z, T D);

    /// <summary>Energies by atom, eV.</summary>
    /// <param name="positions">x y z of each atom.</param>
    /// <param name="cell">Its three vectors; null where nothing repeats.</param>
    internal T[] Energies(IReadOnlyList<Element> elements, T[][] positions, T[][]? cell, double[] thickness)
    {
        var energies = new T[elements.Count];
        for (var i = 0; i < elements.Count; i++)
            energies[i] = Energy(model.SpeciesOf(elements[i]), Around(elements, positions, cell, thickness, i));
        return energies;
    }

    List<Near> Around(IReadOnlyList<Element> elements, T[][] positions, T[][]? cell, double[] thickness, int i)
    {
        var near = new List<Near>();
        int Reach(int axis) => cell is null ? 0 : (int)Math.Ceiling(model.Range / thickness[axis]) + 1;
        for (var j = 0; j < elements.Count; j++)
        {
            for (var a = -Reach(0); a <= Reach(0); a++)
            {
                for (var b = -Reach(1); b <= Reach(1); b++)
                {
                    for (var c = -Reach(2); c <= Reach(2); c++)
                    {
                        if (i == j && a == 0 && b == 0 && c == 0)
                            continue;
                        var r = new T[3];
                        for (var axis = 0; axis < 3; axis++)
                            r[axis] = positions[j][axis] - positions[i][axis] + (cell is null ? T.Zero : cell[0][axis] * a + cell[1][axis] * b + cell[2][axis] * c);
                        var d = T.Sqrt(r[0] * r[0] + r[1] * r[1] + r[2] * r[2]);
                        if (Below(d, model.Range))
                            near.Add(new Near(model.SpeciesOf(elements[j]), r[0], r[1], r[2], d));
                    }
                }
            }
        }
        return near;
    }

    static bool Below(T a, double limit) => !T.Select(T.Less(a, T.Const(limit)), T.One, T.Zero).Equals(T.Zero);

    T Energy(int centre, List<Near> near)
    {
        var network = model.Network(centre);
        var q = Descriptor(centre, near);
        var energy = T.Const(-model.Bias - network.Bias);
        for (var h = 0; h < network.Neurons; h++)
        {
            var sum = T.Const(-network.Biases[h]);
            for (var d = 0; d < q.Count; d++)
                sum += network.Weights[h * q.Count + d] * (q[d] * model.Scaler[d]);
            energy += network.Output[h] * T.Tanh(sum);
        }
        foreach (var n in near)
            energy += 0.5 * Zbl(centre, n);
        return energy;
    }

    internal List<T> DescriptorOf(int centre, IReadOnlyList<Element> elements, T[][] positions, int i) => Descriptor(centre, Around(elements, positions, null, [], i));

    List<T> Descriptor(int centre, List<Near> near)
    {
        var q = new List<T>();
        for (var n = 0; n < _form.RadialChannels; n++)
        {
            var sum = T.Zero;
            foreach (var j in near)
                sum += Function(model.RadialCoefficients, n, _form.RadialBasis, centre, j.Species, j.D, _form.RadialCutoff(centre, j.Species));
            q.Add(sum);
        }
        var channels = Enumerable.Range(0, _form.AngularChannels).Select(n => new Channel(this, model.AngularCoefficients, centre, n, near)).ToArray();
        for (var l = 1; l <= _form.LMax; l++)
            q.AddRange(channels.Select(c => c.Power(l)));
        void Add(NepInvariants flag, Func<Channel, T> value)
        {
            if ((_form.Invariants & flag) != 0)
                q.AddRange(channels.Select(value));
        }
        Add(NepInvariants.Q222, c => c.Coupled(2, 2, 2));
        Add(NepInvariants.Q1111, c => 7.0 / 15 * (c.Power(1) * c.Power(1)));
        Add(NepInvariants.Q112, c => c.Coupled(1, 1, 2));
        Add(NepInvariants.Q123, c => c.Coupled(1, 2, 3));
        Add(NepInvariants.Q233, c => c.Coupled(2, 3, 3));
        Add(NepInvariants.Q134, c => c.Coupled(1, 3, 4));
        return q;
    }

    T Function(ReadOnlySpan<double> coefficients, int n, int basis, int t1, int t2, T d, double cutoff)
    {
        if (!Below(d, cutoff))
            return T.Zero;
        var fc = 0.5 * T.Cos(d * (Math.PI / cutoff)) + 0.5;
        var s = d * (1 / cutoff) - 1;
        var x = 2 * (s * s) - 1;
        T before = T.One, now = x, sum = T.Zero;
        for (var k = 0; k < basis; k++)
        {
            var chebyshev = k == 0 ? T.One : k == 1 ? x : 2 * (x * now) - before;
            if (k > 1)
                (before, now) = (now, chebyshev);
            sum += coefficients[((n * basis + k) * _form.Species + t1) * _form.Species + t2] * (0.5 * (chebyshev + 1) * fc);
        }
        return sum;
    }

    /// <summary>A_lm of one angular channel, orthonormal, with m from −l to l.</summary>
    sealed class Channel
    {
        readonly Dictionary<(int L, int M), (T Re, T Im)> _a = [];

        internal Channel(SlowNep<T> owner, ReadOnlySpan<double> coefficients, int centre, int n, List<Near> near)
        {
            for (var l = 0; l <= Math.Max(4, owner._form.LMax); l++)
            {
                for (var m = 0; m <= l; m++)
                {
                    T re = T.Zero, im = T.Zero;
                    for (var k = 0; k < near.Count && l <= owner._form.LMax; k++)
                    {
                        var j = near[k];
                        var g = owner.Function(coefficients, n, owner._form.AngularBasis, centre, j.Species, j.D, owner._form.AngularCutoff(centre, j.Species));
                        var inverse = T.Inverse(j.D);
                        var p = g * Legendre(l, m, j.Z * inverse);
                        var (c, s) = (T.One, T.Zero);
                        for (var power = 0; power < m; power++)
                            (c, s) = (c * (j.X * inverse) - s * (j.Y * inverse), c * (j.Y * inverse) + s * (j.X * inverse));
                        re += p * c;
                        im += p * s;
                    }
                    var norm = Math.Sqrt((2 * l + 1) / (4 * Math.PI) * Factorial(l - m) / Factorial(l + m));
                    var sign = m % 2 == 0 ? 1 : -1;
                    _a[(l, m)] = (sign * norm * re, sign * norm * im);
                    if (m > 0)
                        _a[(l, -m)] = (norm * re, -(norm * im));
                }
            }
        }

        internal T Power(int l)
        {
            var sum = T.Zero;
            for (var m = -l; m <= l; m++)
                sum += _a[(l, m)].Re * _a[(l, m)].Re + _a[(l, m)].Im * _a[(l, m)].Im;
            return sum;
        }

        /// <summary>Σ (l₁ l₂ l₃; m₁ m₂ m₃) A A A.</summary>
        internal T Coupled(int l1, int l2, int l3)
        {
            var sum = T.Zero;
            for (var m1 = -l1; m1 <= l1; m1++)
            {
                for (var m2 = -l2; m2 <= l2; m2++)
                {
                    if (Math.Abs(m1 + m2) > l3)
                        continue;
                    var (a, b, c) = (_a[(l1, m1)], _a[(l2, m2)], _a[(l3, -m1 - m2)]);
                    T re = a.Re * b.Re - a.Im * b.Im, im = a.Re * b.Im + a.Im * b.Re;
                    sum += ThreeJ(l1, l2, l3, m1, m2, -m1 - m2) * (re * c.Re - im * c.Im);
                }
            }
            return sum;
        }
    }

    /// <summary>d^m P_l / dz^m.</summary>
    static T Legendre(int l, int m, T z)
    {
        var sum = T.Zero;
        for (var k = 0; 2 * k <= l - m; k++)
        {
            // P_l = 2^-l Σ_k (−1)^k (2l − 2k)! / (k! (l − k)! (l − 2k)!) z^(l − 2k)
            var c = Math.Pow(2, -l) * (k % 2 == 0 ? 1 : -1) * Factorial(2 * l - 2 * k) / (Factorial(k) * Factorial(l - k) * Factorial(l - 2 * k - m));
            var power = T.One;
            for (var e = 0; e < l - 2 * k - m; e++)
                power *= z;
            sum += c * power;
        }
        return sum;
    }

    /// <summary>Racah's formula.</summary>
    static double ThreeJ(int j1, int j2, int j3, int m1, int m2, int m3)
    {
        var triangle = Factorial(j1 + j2 - j3) * Factorial(j1 - j2 + j3) * Factorial(-j1 + j2 + j3) / Factorial(j1 + j2 + j3 + 1);
        var root = Math.Sqrt(triangle * Factorial(j1 + m1) * Factorial(j1 - m1) * Factorial(j2 + m2) * Factorial(j2 - m2) * Factorial(j3 + m3) * Factorial(j3 - m3));
        var sum = 0.0;
        for (var t = 0; t <= j1 + j2 + j3; t++)
        {
            int[] under = [t, j3 - j2 + t + m1, j3 - j1 + t - m2, j1 + j2 - j3 - t, j1 - t - m1, j2 - t + m2];
            if (under.All(u => u >= 0))
                sum += (t % 2 == 0 ? 1 : -1) / under.Aggregate(1.0, (product, u) => product * Factorial(u));
        }
        return ((j1 - j2 - m3) % 2 == 0 ? 1 : -1) * root * sum;
    }

    static double Factorial(int n) => n <= 1 ? 1 : n * Factorial(n - 1);

    T Zbl(int centre, Near n)
    {
        if (_form.Zbl is not { } zbl)
            return T.Zero;
        var p = new double[NepZbl.NumbersPerPair];
        zbl.Pair(_form.Elements, centre, n.Species, p);
        if (!Below(n.D, p[1]) || !Below(n.D, _form.AngularCutoffs.Max()))
            return T.Zero;
        double a = _form.Elements[centre].AtomicNumber, b = _form.Elements[n.Species].AtomicNumber;
        var x = n.D * ((Math.Pow(a, 0.23) + Math.Pow(b, 0.23)) * 2.134563);
        var phi = T.Zero;
        for (var term = 2; term < p.Length; term += 2)
            phi += p[term] * T.Exp(x * -p[term + 1]);
        var v = 14.399645 * a * b * (phi / n.D);
        return Below(n.D, p[0]) ? v : v * (0.5 * T.Cos((n.D - p[0]) * (Math.PI / (p[1] - p[0]))) + 0.5);
    }
}

/// <summary>The same from and to structures.</summary>
static class SlowNep
{
    internal static double[] Energies(NepModel model, Structure s) =>
        [.. new SlowNep<F64x1>(model).Energies([.. s.Elements], Points<F64x1>(s.Positions, F64x1.Const), Vectors<F64x1>(s, F64x1.Const), Thickness(s)).Select(e => F64x1.Lane(e, 0))];

    /// <summary>dE/dλ where every position moves by λ <paramref name="along"/> and space is strained by λ <paramref name="strain"/>, as Structure.Strained does.</summary>
    internal static double Derivative(NepModel model, Structure s, Vec3[] along, Mat3 strain)
    {
        var moved = s.Positions.Select((r, i) => (r, along[i] + Strained(r, strain))).ToArray();
        var vectors = s.Cell is { } c && s.Periodic.IsBulk ? Rows(c).Select(v => (v, Strained(v, strain))).ToArray() : null;
        var energies = new SlowNep<Dual<F64x1>>(model).Energies([.. s.Elements], Dual(moved), vectors is null ? null : Dual(vectors), Thickness(s));
        return energies.Sum(e => F64x1.Lane(e.Tangent, 0));
    }

    static Vec3 Strained(Vec3 r, Mat3 strain) => r * strain;

    static Dual<F64x1>[][] Dual((Vec3 Value, Vec3 Tangent)[] vectors) =>
        [.. vectors.Select(v => Enumerable.Range(0, 3).Select(k => new Dual<F64x1>(F64x1.Const(v.Value[k]), F64x1.Const(v.Tangent[k]))).ToArray())];

    internal static T[][] Points<T>(IEnumerable<Vec3> positions, Func<double, T> number) => [.. positions.Select(r => new[] { number(r.X), number(r.Y), number(r.Z) })];

    static T[][]? Vectors<T>(Structure s, Func<double, T> number) => s.Cell is { } c && s.Periodic.IsBulk ? Points(Rows(c), number) : null;

    static Vec3[] Rows(Cell cell) => [cell.Vectors.Row(0), cell.Vectors.Row(1), cell.Vectors.Row(2)];

    static double[] Thickness(Structure s) => s.Cell is { } c ? [c.Heights.X, c.Heights.Y, c.Heights.Z] : [1, 1, 1];
}
