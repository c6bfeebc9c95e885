using Athanor.Numerics;

namespace Athanor.Learning.Tests;

/// <summary>
/// The smallest model with something to learn in front of its last layer, written out plainly: E = Σ_{i&lt;j} φ(r_ij), φ = Σ_k w_k tanh u_k, u_k = Σ_b C_kb B_b(r), with
/// fixed Gaussians B times a cutoff. Parameters are C (a matrix), then w.
/// </summary>
sealed class LearnedPairs(IReadOnlyList<Vec3[]> positions) : IGradientModel
{
    internal const int Units = 6, Functions = 8;
    const double Cutoff = 5;

    double[] _parameters = [];

    /// <summary>Called with the number of gradients so far; a test's way to spoil one. Threads take turns.</summary>
    internal Func<int, bool>? Spoil { get; init; }

    int _gradients;

    public int ParameterCount => Units * Functions + Units;

    public IReadOnlyList<ParameterBlock> Blocks => [new("mixing", 1, Units, Functions, true), new("weights", 1, 1, Units, false, 1)];

    public double[] Begin(int seed)
    {
        var random = new Random(seed);
        var parameters = new double[ParameterCount];
        for (var p = 0; p < parameters.Length; p++)
            parameters[p] = 0.5 * (2 * random.NextDouble() - 1);
        return parameters;
    }

    /// <summary>What the fit said was left of the energies.</summary>
    internal double[]? Left { get; private set; }

    public void AddOffsets(double[] parameters, IReadOnlyList<TrainingFrame> frames, ReadOnlySpan<double> left) => Left = left.ToArray();

    public void Set(ReadOnlySpan<double> parameters) => _parameters = parameters.ToArray();

    public IGradientPass Open() => new Pass(this);

    bool Spoiled() => Spoil is { } spoil && spoil(Interlocked.Increment(ref _gradients) - 1);

    sealed class Pass(LearnedPairs owner) : ILinearHeadPass
    {
        readonly double[] _basis = new double[Functions], _slopes = new double[Functions];

        TrainingFrame? _frame;

        public double Evaluate(TrainingFrame frame, Span<double> rows)
        {
            _frame = frame;
            rows.Clear();
            double energy = 0;
            var x = owner.At(frame);
            for (var i = 0; i < x.Length; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    var d = x[i] - x[j];
                    var r = d.Length;
                    Basis(r);
                    double slope = 0;
                    for (var k = 0; k < Units; k++)
                    {
                        var (t, du) = Unit(k);
                        energy += owner.W(k) * t;
                        slope += owner.W(k) * (1 - t * t) * du;
                    }
                    AddTangent(rows, i, j, d / r, r, slope);
                }
            }
            return energy;
        }

        public void AddGradient(double energy, ReadOnlySpan<double> rows, Span<float> gradient)
        {
            var x = owner.At(_frame!);
            for (var i = 0; i < x.Length; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    var d = x[i] - x[j];
                    var r = d.Length;
                    Basis(r);
                    var tangent = Tangent(rows, i, j, d / r, r);
                    for (var k = 0; k < Units; k++)
                    {
                        var (t, du) = Unit(k);
                        var s = 1 - t * t;
                        gradient[Units * Functions + k] += (float)(energy * t + tangent * s * du);
                        for (var b = 0; b < Functions; b++)
                            gradient[k * Functions + b] += (float)(owner.W(k) * (energy * s * _basis[b] + tangent * (s * _slopes[b] - 2 * t * s * du * _basis[b])));
                    }
                }
            }
            if (owner.Spoiled())
                gradient[0] = float.NaN;
        }

        public void HeadRows(TrainingFrame frame, Span<double> rows, int stride)
        {
            var x = owner.At(frame);
            var column = new double[frame.Rows.Length];
            for (var k = 0; k < Units; k++)
            {
                double energy = 0;
                Array.Clear(column);
                for (var i = 0; i < x.Length; i++)
                {
                    for (var j = 0; j < i; j++)
                    {
                        var d = x[i] - x[j];
                        var r = d.Length;
                        Basis(r);
                        var (t, du) = Unit(k);
                        energy += t;
                        AddTangent(column, i, j, d / r, r, (1 - t * t) * du);
                    }
                }
                rows[k] = energy;
                for (var c = 0; c < column.Length; c++)
                    rows[(1 + c) * stride + k] = column[c];
            }
        }

        (double T, double Du) Unit(int k)
        {
            double u = 0, du = 0;
            for (var b = 0; b < Functions; b++)
            {
                u += owner._parameters[k * Functions + b] * _basis[b];
                du += owner._parameters[k * Functions + b] * _slopes[b];
            }
            return (Math.Tanh(u), du);
        }

        void Basis(double r)
        {
            for (var b = 0; b < Functions; b++)
            {
                var (c, width) = (1 + 0.5 * b, 0.5);
                var q = 1 - r * r / (Cutoff * Cutoff);
                var (g, cut) = (Math.Exp(-(r - c) * (r - c) / (2 * width * width)), q > 0 ? q * q : 0);
                _basis[b] = g * cut;
                _slopes[b] = q > 0 ? g * (-(r - c) / (width * width) * cut - 4 * r / (Cutoff * Cutoff) * q) : 0;
            }
        }

        /// <summary>Adds slope · ∂r/∂coordinate.</summary>
        static void AddTangent(Span<double> rows, int i, int j, Vec3 unit, double r, double slope)
        {
            for (var c = 0; c < 3; c++)
            {
                rows[3 * i + c] += slope * unit[c];
                rows[3 * j + c] -= slope * unit[c];
            }
            var strain = rows[^6..];
            foreach (var (k, a, b) in Strains)
                strain[k] += slope * r * unit[a] * unit[b];
        }

        /// <summary>Σ rows · ∂r/∂coordinate.</summary>
        static double Tangent(ReadOnlySpan<double> rows, int i, int j, Vec3 unit, double r)
        {
            double sum = 0;
            for (var c = 0; c < 3; c++)
                sum += (rows[3 * i + c] - rows[3 * j + c]) * unit[c];
            foreach (var (k, a, b) in Strains)
                sum += rows[^6..][k] * r * unit[a] * unit[b];
            return sum;
        }

        static readonly (int, int, int)[] Strains = [(0, 0, 0), (1, 1, 1), (2, 2, 2), (3, 1, 2), (4, 0, 2), (5, 0, 1)];

        public void Dispose()
        {
        }
    }

    /// <summary>The same, whose weights are known to be linear.</summary>
    internal sealed class WithHead(LearnedPairs pairs) : ILinearHead
    {
        public (int First, int Count) Head => (Units * Functions, Units);

        public int ParameterCount => pairs.ParameterCount;

        public IReadOnlyList<ParameterBlock> Blocks => pairs.Blocks;

        public double[] Begin(int seed) => pairs.Begin(seed);

        public void Set(ReadOnlySpan<double> parameters) => pairs.Set(parameters);

        public IGradientPass Open() => pairs.Open();
    }

    double W(int k) => _parameters[Units * Functions + k];

    Vec3[] At(TrainingFrame frame) => positions[frame.Index];
}
