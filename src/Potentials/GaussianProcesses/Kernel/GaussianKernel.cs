using System.Numerics;
using Athanor.Numerics;
using Athanor.Potentials.Ace;
using Athanor.Potentials.Behler;

namespace Athanor.Potentials.GaussianProcesses;

/// <summary>
/// Runs a process over a block. A quadratic form is hundreds of kilobytes, so û of some atoms of one species are multiplied with it together; each atom's planes are then computed once more for their pull, which costs less than to keep them.
/// </summary>
sealed unsafe class GaussianKernel<W, S> : BlockKernel<S>
    where W : struct, IWide<W, S>
    where S : unmanaged, IFloatingPointIeee754<S>
{
    /// <summary>Atoms that are multiplied together.</summary>
    const int Batch = 32;

    readonly GaussianModel _model;
    readonly AceDescriptor<W, S> _descriptor;
    readonly FunctionRange[] _ranges;
    readonly int _paths, _judged, _channels, _size, _width;
    readonly AlignedBuffer<S> _centres = new(), _rangeCentres = new(), _perWidths = new(), _farthest = new(), _vectors = new(), _products = new(), _seeds = new();
    readonly AlignedBuffer<S>[] _matrices;
    readonly int[] _atoms = new int[Batch];
    readonly double[] _norms = new double[Batch];
    AlignedBuffer<S>[] _heads = [];

    internal GaussianKernel(GaussianModel model)
    {
        var form = model.Sparse.Form;
        var invariants = form.Invariants;
        _model = model;
        _descriptor = new AceDescriptor<W, S>(invariants);
        (_paths, _judged, _channels, _size, _width) = (invariants.ScalarPaths.Length, invariants.JudgedPaths, invariants.Channels, invariants.Invariants, form.Width);
        _ranges = [.. invariants.Elements.Select((_, s) => model.Trained.ToFunctionRange(s))];
        _farthest.Require(W.Lanes);
        Fill(_centres, s => form.Centre(s));
        Fill(_rangeCentres, s => _ranges[s].Centre);
        Fill(_perWidths, s => _ranges[s].PerWidth);
        _vectors.Require(Batch * _width);
        // And a row of zeros, for planes that are no invariants.
        _seeds.Require(_size + Math.Max(_channels, AceForm.Lanes));
        _matrices = Copies(model.Mean);
    }

    delegate ReadOnlySpan<double> Row(int species);

    void Fill(AlignedBuffer<S> buffer, Row row)
    {
        buffer.Require(_ranges.Length * _size);
        for (var s = 0; s < _ranges.Length; s++)
            Copy(row(s), buffer.Pointer + s * _size);
    }

    static void Copy(ReadOnlySpan<double> from, S* to)
    {
        for (var k = 0; k < from.Length; k++)
            to[k] = S.CreateChecked(from[k]);
    }

    static AlignedBuffer<S>[] Copies(QuadraticForms forms) => [.. forms.Matrices.Select(matrix =>
    {
        var buffer = new AlignedBuffer<S>();
        Copy(matrix, buffer.Require(matrix.Length));
        return buffer;
    })];

    public override bool ScattersForces => true;

    public override bool HasAtomVirials => true;

    public override bool KnowsRange => Array.Exists(_ranges, r => r.IsKnown);

    public override void Evaluate(in AtomBlock<S> block)
    {
        if (block.Heads is not null && _heads.Length == 0)
            _heads = [.. _model.Heads.SelectMany(Copies)];
        for (var s = 0; s < _ranges.Length; s++)
        {
            var count = 0;
            for (var i = 0; i < block.OwnCount; i++)
            {
                if (block.Species[i] != s)
                    continue;
                _atoms[count] = i;
                Normalise(block, i, s, count++);
                if (count < Batch)
                    continue;
                Finish(block, s, count);
                count = 0;
            }
            if (count > 0)
                Finish(block, s, count);
        }
    }

    /// <summary>û of an atom into its row, and |u|.</summary>
    void Normalise(in AtomBlock<S> block, int atom, int species, int row)
    {
        _descriptor.Edges.Fill(block, atom);
        _descriptor.Value(species);
        if (block.Excess is not null)
            block.Excess[atom] = Math.Max(block.Excess[atom], Excess(species));
        var form = _model.Sparse.Form;
        var to = _vectors.Pointer + row * _width;
        var squares = GaussianLaws<W, S>.Centre(_paths, _channels, _descriptor.Places, S.CreateTruncating(form.Scale(species)), _centres.Pointer + species * _size, _descriptor.Values, to);
        new Span<S>(to + _size, _width - _size).Clear();
        to[_size] = S.CreateTruncating(form.Constant);
        _norms[row] = Math.Sqrt(squares + form.Constant * form.Constant);
        GaussianLaws<W, S>.Scale(_width, S.CreateTruncating(1 / _norms[row]), to);
    }

    /// <summary>Energies and forces of the atoms whose û are there, by the mean and, where they are wanted, by what each head adds.</summary>
    void Finish(in AtomBlock<S> block, int species, int count)
    {
        var heads = block.Heads is null ? 0 : _model.HeadCount;
        _products.Require((1 + heads) * Batch * _width);
        Multiply(count, _matrices[species], 0);
        for (var m = 0; m < heads; m++)
            Multiply(count, _heads[m * _ranges.Length + species], 1 + m);
        for (var row = 0; row < count; row++)
        {
            _descriptor.Edges.Fill(block, _atoms[row]);
            _descriptor.Value(species);
            Pull(block, species, row, 0, 0);
            for (var m = 0; m < heads; m++)
                Pull(block with { Forces = block.Heads + m * block.HeadStride, AtomVirials = null }, species, row, 1 + m, _model.Heads[m].AtomEnergies[species]);
        }
    }

    void Multiply(int count, AlignedBuffer<S> matrix, int set) => Gemm.Multiply<W, S>(
        new ReadOnlySpan<S>(_vectors.Pointer, count * _width).AsMatrix(count, _width),
        new ReadOnlySpan<S>(matrix.Pointer, _width * _width).AsMatrix(_width, _width),
        new Span<S>(_products.Pointer + (nint)set * Batch * _width, count * _width).AsMatrix(count, _width),
        add: false);

    /// <summary>ε = û·A û, and ∂ε/∂u = 2 (A û − ε û)/|u|.</summary>
    void Pull(in AtomBlock<S> block, int species, int row, int set, double atomEnergy)
    {
        S* unit = _vectors.Pointer + row * _width, product = _products.Pointer + (nint)(set * Batch + row) * _width, seeds = _seeds.Pointer;
        var energy = GaussianLaws<W, S>.Dot(_width, unit, product);
        var factor = 2 * _model.Sparse.Form.Scale(species) / _norms[row];
        GaussianLaws<W, S>.Combine(_size, S.CreateTruncating(factor), product, S.CreateTruncating(-factor * energy), unit, seeds);
        new Span<S>(seeds + _size, _channels).Clear();
        _descriptor.Pull(species, seeds);
        _descriptor.Edges.Scatter(block, _atoms[row], S.CreateTruncating(energy + atomEnergy));
    }

    float Excess(int species)
    {
        if (!_ranges[species].IsKnown)
            return 0;
        AceReadout<W, S>.Farthest(_judged, _channels, _descriptor.Places, _rangeCentres.Pointer + species * _size, _perWidths.Pointer + species * _size, _descriptor.Values, _farthest.Pointer);
        var farthest = 0.0;
        for (var k = 0; k < W.Lanes; k++)
            farthest = Math.Max(farthest, double.CreateTruncating(_farthest.Pointer[k]));
        return FunctionRange.ExcessOf(farthest);
    }

    public override void Dispose()
    {
        _descriptor.Dispose();
        foreach (var buffer in (AlignedBuffer<S>[])[_centres, _rangeCentres, _perWidths, _farthest, _vectors, _products, _seeds, .. _matrices, .. _heads])
            buffer.Dispose();
        base.Dispose();
    }
}
