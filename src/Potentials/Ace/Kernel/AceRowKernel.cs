using System.Runtime.InteropServices;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials.Ace;

/// <summary>Rows by way of the components: what each invariant makes of an A_lm, times what each edge makes of it.</summary>
sealed unsafe class AceRowKernel<W>(AceForm form, AceEmbedding? centres) : AceRows(form, centres)
    where W : struct, IWide<W, double>
{
    readonly AceDescriptor<W, double> _descriptor = new(form);
    readonly Neighbours _neighbours = new(form.Basis.Cutoff, 0);
    readonly AlignedBuffer<double> _pulls = new(), _angles = new(), _radial = new(), _edge = new(), _row = new(), _sums = new(), _seeds = new(), _tangents = new();
    readonly List<(Vec3 Edge, int Species, int Target)> _list = [];
    readonly List<(Vec3 Edge, int Target)> _seen = [];
    readonly (int Path, int Component)[] _couplings = Couplings(form);

    int Components => Form.Degrees * Form.Degrees;

    public override void Fill(Structure structure, Span<double> rows, int stride)
    {
        Update(structure);
        for (var r = 0; r < CountOf(structure); r++)
            rows.Slice(r * stride, Columns).Clear();
        fixed (double* first = rows)
        {
            for (var b = 0; b < _neighbours.BlockCount; b++)
            {
                var block = _neighbours[b];
                for (var own = 0; own < block.OwnCount; own++)
                    AddAtom(structure, block, own, first, stride);
            }
        }
    }

    void Update(Structure structure)
    {
        foreach (var element in structure.Elements)
        {
            if (!Form.Elements.Contains(element))
                throw new PotentialException($"The model has no {element}; it covers {string.Join(", ", Form.Elements)}.");
        }
        _neighbours.Forget();
        _neighbours.Update(structure, Team.Single);
    }

    public override void AddTo(DescriptorRange range, Structure structure)
    {
        Update(structure);
        var values = new double[Form.Invariants];
        for (var b = 0; b < _neighbours.BlockCount; b++)
        {
            var block = _neighbours[b];
            for (var own = 0; own < block.OwnCount; own++)
            {
                var centre = Value(structure, block, own);
                CopyValues(values);
                range.Add(centre, values);
            }
        }
    }

    internal override void Visit(Structure structure, IAceVisitor visitor, bool tangents)
    {
        Update(structure);
        var values = new double[Form.Invariants];
        for (var b = 0; b < _neighbours.BlockCount; b++)
        {
            var block = _neighbours[b];
            for (var own = 0; own < block.OwnCount; own++)
            {
                var centre = Value(structure, block, own);
                CopyValues(values);
                _seen.Clear();
                if (tangents)
                    Tangents(centre);
                visitor.Atom(_neighbours.Order[block.OwnStart + own], centre, values, CollectionsMarshal.AsSpan(_seen), new ReadOnlySpan<double>(_tangents.Pointer, 3 * _seen.Count * Form.Invariants));
            }
        }
    }

    void CopyValues(double[] values)
    {
        for (var p = 0; p < Form.ScalarPaths.Length; p++)
            new ReadOnlySpan<double>(_descriptor.Values + _descriptor.Places[p], Form.Channels).CopyTo(values.AsSpan(p * Form.Channels));
    }

    /// <summary>Edges of the atom at hand, and how its invariants change with each.</summary>
    void Tangents(int centre)
    {
        var edges = _descriptor.Edges;
        var size = 3 * Form.Invariants;
        Pulls();
        Angles();
        var to = _tangents.Require(size * _list.Count + 1);
        for (var s = 0; s < Form.Elements.Length; s++)
        {
            for (int e = edges.Start(s), end = e + edges.Count(s); e < end; e++, to += size)
            {
                Differentiate(centre, s, e);
                new ReadOnlySpan<double>(_row.Pointer, size).CopyTo(new Span<double>(to, size));
                _seen.Add((edges.R[e] * new Vec3(edges.X[e], edges.Y[e], edges.Z[e]), edges.Target(e)));
            }
        }
    }

    /// <summary>Planes of an atom; returns its species.</summary>
    int Value(Structure structure, NeighbourBlock block, int own)
    {
        var centre = Form.Elements.IndexOf(structure.Elements[_neighbours.Order[block.OwnStart + own]]);
        List(structure, block, own);
        _descriptor.Edges.Fill(_list);
        _descriptor.Value(centre);
        return centre;
    }

    void AddAtom(Structure structure, NeighbourBlock block, int own, double* rows, int stride)
    {
        var atom = _neighbours.Order[block.OwnStart + own];
        var centre = Value(structure, block, own);
        int channels = Form.Channels, paths = Form.ScalarPaths.Length;
        for (var p = 0; p < paths; p++)
            Spread(centre, channels, 1, _descriptor.Values + _descriptor.Places[p], rows + p * channels);
        Pulls();
        Angles();
        var edges = _descriptor.Edges;
        var size = Form.Invariants;
        // Of the atom itself, then of strain.
        var sums = _sums.Require(9 * size);
        new Span<double>(sums, 9 * size).Clear();
        for (var s = 0; s < Form.Elements.Length; s++)
        {
            for (int e = edges.Start(s), end = e + edges.Count(s); e < end; e++)
            {
                Differentiate(centre, s, e);
                AceRowLaws<W>.Add(3 * size, 1, _row.Pointer, sums);
                for (var axis = 0; axis < 3; axis++)
                    Spread(centre, size, 1, _row.Pointer + axis * size, rows + (nint)(1 + 3 * edges.Target(e) + axis) * stride);
                if (structure.Periodic.IsBulk)
                    AddStrain(e, sums + 3 * size, size);
            }
        }
        for (var axis = 0; axis < 3; axis++)
            Spread(centre, size, -1, sums + axis * size, rows + (nint)(1 + 3 * atom + axis) * stride);
        for (var k = 0; k < 6 && structure.Periodic.IsBulk; k++)
            Spread(centre, size, 1, sums + (3 + k) * size, rows + (nint)(1 + 3 * structure.Count + k) * stride);
    }

    /// <summary>Into the columns of an element, or of all numbers that it is embedded by.</summary>
    void Spread(int centre, int count, double factor, double* from, double* to)
    {
        if (Centres is null)
            AceRowLaws<W>.Add(count, factor, from, to + centre * Form.Invariants);
        for (var d = 0; d < (Centres?.Width ?? 0); d++)
            AceRowLaws<W>.Add(count, factor * Centres!.Of(centre)[d], from, to + d * Form.Invariants);
    }

    void AddStrain(int e, double* rows, int stride)
    {
        var edges = _descriptor.Edges;
        double* gx = _row.Pointer, gy = gx + Form.Invariants, gz = gy + Form.Invariants;
        double x = edges.X[e] * edges.R[e], y = edges.Y[e] * edges.R[e], z = edges.Z[e] * edges.R[e];
        AceRowLaws<W>.Add(Form.Invariants, x, gx, rows);
        AceRowLaws<W>.Add(Form.Invariants, y, gy, rows + stride);
        AceRowLaws<W>.Add(Form.Invariants, z, gz, rows + 2 * stride);
        AceRowLaws<W>.Add(Form.Invariants, 0.5 * y, gz, rows + 3 * stride);
        AceRowLaws<W>.Add(Form.Invariants, 0.5 * z, gy, rows + 3 * stride);
        AceRowLaws<W>.Add(Form.Invariants, 0.5 * x, gz, rows + 4 * stride);
        AceRowLaws<W>.Add(Form.Invariants, 0.5 * z, gx, rows + 4 * stride);
        AceRowLaws<W>.Add(Form.Invariants, 0.5 * x, gy, rows + 5 * stride);
        AceRowLaws<W>.Add(Form.Invariants, 0.5 * y, gx, rows + 5 * stride);
    }

    void List(Structure structure, NeighbourBlock block, int own)
    {
        var vectors = structure.Cell?.Vectors ?? Mat3.Identity;
        var from = _neighbours.SortedPositions[block.OwnStart + own];
        _list.Clear();
        for (var k = block.EdgeStart[own]; k < block.EdgeStart[own] + block.EdgeCount[own]; k++)
        {
            var edge = _neighbours.LocalPosition(block, block.Edges[k], vectors, out var place) - from;
            var atom = _neighbours.Order[place];
            _list.Add((edge, Form.Elements.IndexOf(structure.Elements[atom]), atom));
        }
    }

    /// <summary>∂B_p/∂A_lm by channel, [path, component, channel], of the atom at hand.</summary>
    void Pulls()
    {
        int channels = Form.Channels, size = Components * channels;
        var pulls = _pulls.Require(Form.ScalarPaths.Length * size);
        var count = (Form.ScalarPaths.Length + 1) * channels;
        var seeds = new Span<double>(_seeds.Require(count), count);
        for (var p = 0; p < Form.ScalarPaths.Length; p++)
        {
            seeds.Clear();
            seeds.Slice(p * channels, channels).Fill(1);
            _descriptor.PullProducts(_seeds.Pointer);
            for (var lm = 0; lm < Components; lm++)
                new ReadOnlySpan<double>(_descriptor.Bars + lm * _descriptor.Stride, channels).CopyTo(new Span<double>(pulls + p * size + lm * channels, channels));
        }
    }

    /// <summary>Which invariants know which components.</summary>
    static (int Path, int Component)[] Couplings(AceForm form)
    {
        var couplings = new List<(int, int)>();
        for (var p = 0; p < form.ScalarPaths.Length; p++)
        {
            var used = new SortedSet<int>();
            Collect(form.Plan, form.ScalarPaths[p], used);
            couplings.AddRange(used.Select(lm => (p, lm)));
        }
        return [.. couplings];
    }

    static void Collect(ProductPlan plan, int plane, SortedSet<int> used)
    {
        if (plane < plan.Inputs)
        {
            used.Add(plane);
            return;
        }
        for (var t = plan.TermStart[plane - plan.Inputs]; t < plan.TermStart[plane - plan.Inputs + 1]; t++)
        {
            Collect(plan, plan.Terms[t].A, used);
            Collect(plan, plan.Terms[t].B, used);
        }
    }

    /// <summary>∂Y_lm/∂r of all edges: [component, axis, edge].</summary>
    void Angles()
    {
        var edges = _descriptor.Edges;
        var to = _angles.Require(3 * Components * edges.Stride + 1);
        for (var lm = 0; lm < Components; lm++)
        {
            _descriptor.AngleGradient(lm);
            foreach (var from in (ReadOnlySpan<nint>)[(nint)edges.Gx, (nint)edges.Gy, (nint)edges.Gz])
            {
                new ReadOnlySpan<double>((double*)from, edges.Stride).CopyTo(new Span<double>(to, edges.Stride));
                to += edges.Stride;
            }
        }
    }

    /// <summary>∂B/∂r of one edge into three rows of invariants.</summary>
    void Differentiate(int centre, int neighbour, int e)
    {
        var edges = _descriptor.Edges;
        int channels = Form.Channels, width = Form.Degrees * channels, stride = edges.Stride, size = Components * channels;
        double* values = _radial.Require(2 * width), slopes = values + width, change = _edge.Require(size);
        var row = _row.Require(3 * Form.Invariants);
        new Span<double>(row, 3 * Form.Invariants).Clear();
        _descriptor.RadialOf(centre, neighbour, e, values, slopes);
        for (var axis = 0; axis < 3; axis++, row += Form.Invariants)
        {
            var along = axis switch { 0 => edges.X[e], 1 => edges.Y[e], _ => edges.Z[e] };
            for (var l = 0; l < Form.Degrees; l++)
            {
                for (var lm = l * l; lm < (l + 1) * (l + 1); lm++)
                    AceRowLaws<W>.Combine(channels, along * _descriptor.Angle(lm, e), slopes + l * channels, _angles.Pointer[(3 * lm + axis) * stride + e], values + l * channels, change + lm * channels);
            }
            foreach (var (path, component) in _couplings)
                AceRowLaws<W>.AddProduct(channels, _pulls.Pointer + path * size + component * channels, change + component * channels, row + path * channels);
        }
    }

    public override void Dispose()
    {
        _descriptor.Dispose();
        _neighbours.Dispose();
        foreach (var buffer in new[] { _pulls, _angles, _radial, _edge, _row, _sums, _seeds, _tangents })
            buffer.Dispose();
    }
}
