using System.Numerics;
using Athanor.Numerics;

namespace Athanor.Potentials.Layered;

/// <summary>What training asks of a layered model, frame by frame. One thread's.</summary>
/// <typeparam name="T">float or double.</typeparam>
public interface ILayeredGradient<T> : IDisposable
    where T : unmanaged
{
    /// <summary>The energy (eV, atoms by themselves left out) and ∂E by coordinate: 3N of eV/Å in the structure's order; then, where there is room, six strains (xx, yy, zz, yz, xz, xy; eV).</summary>
    double Evaluate(LayeredFrame frame, Span<double> rows);

    /// <summary>After <see cref="Evaluate"/> of the same frame: what a head adds to energy and rows.</summary>
    double EvaluateHead(int head, Span<double> rows);

    /// <summary>Adds ∂/∂θ (energy · E + Σ_r rows_r ∂E/∂row_r) of what was evaluated last: of a head, its weights stand where the model's own would.</summary>
    void AddGradient(double energy, ReadOnlySpan<double> rows, Span<T> gradient);

    /// <summary>The same for the parameters of heads alone (<see cref="LayeredLayout.HeadRuns"/>), sooner than by <see cref="AddGradient"/>.</summary>
    void AddHeadGradient(double energy, ReadOnlySpan<double> rows, Span<T> gradient);
}

/// <summary>Opens them in the width of the machine.</summary>
static class LayeredGradient
{
    internal static ILayeredGradient<float> OpenSingle(LayeredWeights<float> weights, HeadWeights<float>? heads = null) => Widths.Single<SingleDoor, ILayeredGradient<float>>(new SingleDoor(weights, heads));

    internal static ILayeredGradient<double> OpenDouble(LayeredWeights<double> weights, HeadWeights<double>? heads = null) => Widths.Double<DoubleDoor, ILayeredGradient<double>>(new DoubleDoor(weights, heads));

    readonly struct SingleDoor(LayeredWeights<float> weights, HeadWeights<float>? heads) : ISingleUser<ILayeredGradient<float>>
    {
        public ILayeredGradient<float> Use<W>()
            where W : struct, IWide<W, float> => new LayeredGradient<W, float>(weights, heads);
    }

    readonly struct DoubleDoor(LayeredWeights<double> weights, HeadWeights<double>? heads) : IDoubleUser<ILayeredGradient<double>>
    {
        public ILayeredGradient<double> Use<W>()
            where W : struct, IWide<W, double> => new LayeredGradient<W, double>(weights, heads);
    }
}

/// <inheritdoc/>
sealed unsafe class LayeredGradient<W, S> : ILayeredGradient<S>
    where W : struct, IWide<W, S>
    where S : unmanaged, IFloatingPointIeee754<S>
{
    readonly LayeredForm _form;
    readonly LayeredPass<W, S> _pass;
    readonly AlignedBuffer<S> _memory = new();
    LayeredFrame? _frame;
    double[] _energies = [];
    Vec3[] _directions = [];

    readonly HeadWeights<S>? _heads;
    Readout<S> _by;

    internal LayeredGradient(LayeredWeights<S> weights, HeadWeights<S>? heads) => (_form, _pass, _heads) = (weights.Form, new LayeredPass<W, S>(weights), heads);

    Tensors<S> Part(int index) => new((nint)(_memory.Pointer + index * LayeredPass<W, S>.FeatureSize(_form, _frame!.Atoms)), _frame!.Atoms, _form.Channels);

    public double Evaluate(LayeredFrame frame, Span<double> rows)
    {
        _frame = frame;
        var atoms = frame.Atoms;
        _memory.Require(2 * LayeredPass<W, S>.FeatureSize(_form, atoms) + LayeredPass<W, S>.MessageSize(_form, atoms) + 1);
        if (_energies.Length < atoms)
            (_energies, _directions) = (new double[atoms], new Vec3[atoms]);
        _pass.Take(frame.Edges, 0, atoms, frame.Species);
        _pass.Features(frame.Species, Part(0));
        _pass.Energies(frame.Species, Part(0), _energies.AsSpan(0, atoms), Part(1), Part(2));
        _pass.Gradients(frame.Species, false, Part(0), Part(1), Part(2));
        _by = _pass.Own;
        return Read(frame, rows);
    }

    public double EvaluateHead(int head, Span<double> rows)
    {
        var frame = _frame!;
        _by = _heads![head];
        _pass.Head(frame.Species, _by, Part(0), _energies.AsSpan(0, frame.Atoms), Part(1), Part(2));
        _pass.MoreGradients(frame.Species, Part(0), Part(1), Part(2));
        return Read(frame, rows);
    }

    double Read(LayeredFrame frame, Span<double> rows)
    {
        Rows(frame, rows);
        var energy = 0.0;
        for (var i = 0; i < frame.Atoms; i++)
            energy += _energies[i];
        return energy;
    }

    void Rows(LayeredFrame frame, Span<double> rows)
    {
        var (edges, sheet, strain) = (frame.Edges, _pass.Sheet, Mat3.Zero);
        S* x = sheet.Gradients, y = x + sheet.Stride, z = y + sheet.Stride;
        Vec3 At(int e) => new(double.CreateTruncating(x[e]), double.CreateTruncating(y[e]), double.CreateTruncating(z[e]));
        var strained = rows.Length > 3 * frame.Atoms;
        for (var i = 0; i < frame.Atoms; i++)
        {
            var sum = Vec3.Zero;
            for (var e = edges.Start[i]; e < edges.Start[i + 1]; e++)
            {
                var g = At(e);
                sum += At(edges.Back[e]) - g;
                if (strained)
                    strain += Mat3.Outer(edges.Vector[e], g);
            }
            (rows[3 * frame.Order[i]], rows[3 * frame.Order[i] + 1], rows[3 * frame.Order[i] + 2]) = (sum.X, sum.Y, sum.Z);
        }
        if (!strained)
            return;
        var s = strain.Symmetrized;
        ((ReadOnlySpan<double>)[s.XX, s.YY, s.ZZ, s.YZ, s.XZ, s.XY]).CopyTo(rows[(3 * frame.Atoms)..]);
    }

    public void AddGradient(double energy, ReadOnlySpan<double> rows, Span<S> gradient)
    {
        Direct(rows);
        fixed (S* to = gradient)
            _pass.AddParameterGradient(_frame!.Species, _by, S.CreateTruncating(energy), Part(0), Part(1), Part(2), to);
    }

    public void AddHeadGradient(double energy, ReadOnlySpan<double> rows, Span<S> gradient)
    {
        Direct(rows);
        fixed (S* to = gradient)
            _pass.AddHeadGradient(_frame!.Species, S.CreateTruncating(energy), Part(0), to);
    }

    /// <summary>The direction of the edges that Σ_r rows_r ∂E/∂row_r is the derivative along.</summary>
    void Direct(ReadOnlySpan<double> rows)
    {
        var (frame, sheet) = (_frame!, _pass.Sheet);
        for (var i = 0; i < frame.Atoms; i++)
        {
            var k = 3 * frame.Order[i];
            _directions[i] = new Vec3(rows[k], rows[k + 1], rows[k + 2]);
        }
        var strain = Mat3.Zero;
        if (rows.Length > 3 * frame.Atoms)
        {
            // Half of each shear to either side: the rows are those of the symmetric strain.
            var s = rows[(3 * frame.Atoms)..];
            strain = new Mat3(s[0], s[5] / 2, s[4] / 2, s[5] / 2, s[1], s[3] / 2, s[4] / 2, s[3] / 2, s[2]);
        }
        var edges = frame.Edges;
        S* x = sheet.Directions, y = x + sheet.Stride, z = y + sheet.Stride;
        for (var i = 0; i < frame.Atoms; i++)
        {
            for (var e = edges.Start[i]; e < edges.Start[i + 1]; e++)
            {
                var v = _directions[edges.Target[e]] - _directions[i] + edges.Vector[e] * strain;
                (x[e], y[e], z[e]) = (S.CreateTruncating(v.X), S.CreateTruncating(v.Y), S.CreateTruncating(v.Z));
            }
        }
        for (var e = edges.Count; e < sheet.Stride; e++)
            (x[e], y[e], z[e]) = (S.Zero, S.Zero, S.Zero);
    }

    public void Dispose()
    {
        _pass.Dispose();
        _memory.Dispose();
    }
}
