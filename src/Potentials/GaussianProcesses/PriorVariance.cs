using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Ace;

namespace Athanor.Potentials.GaussianProcesses;

/// <summary>
/// k** of a structure's energy and of its derivatives by all positions, in units of δ²: the squares of |Σ_i û_i û_iᵀ| and of |Σ_i (t_i û_iᵀ + û_i t_iᵀ)|, with t_i = ∂û_i/∂(coordinate), summed over pairs of atoms of one element. Holds scratch memory; serves
/// one caller.
/// </summary>
sealed class PriorVariance(GaussianForm form) : IDisposable, IAceVisitor
{
    /// <summary>Numbers of tangents that are held at once.</summary>
    const long MostNumbers = 1 << 25;

    readonly AceRows _invariants = AceRows.Open(form.Invariants);
    readonly UnitTangents _tangents = new(form);
    double[] _units = [];
    int[] _species = [];
    List<(int Atom, double[] Tangents)>[] _changes = [];
    int _first, _end;

    /// <summary>Of the energy, then of every coordinate.</summary>
    internal double[] Of(Structure structure)
    {
        var count = structure.Count;
        (_units, _species) = (new double[count * form.Width], new int[count]);
        var variances = new double[1 + 3 * count];
        (_first, _end) = (0, 0);
        _invariants.Visit(structure, this, tangents: false);
        variances[0] = OfEnergy();
        // As many atoms at a time as there is room for the changes of all that see them.
        var room = (int)Math.Clamp(MostNumbers / (3L * form.Width * Neighbours(structure)), 1, count);
        for (; _end < count; _first = _end)
        {
            _end = Math.Min(count, _first + room);
            _changes = [.. Enumerable.Range(_first, _end - _first).Select(_ => new List<(int, double[])>())];
            _invariants.Visit(structure, this, tangents: true);
            for (var atom = _first; atom < _end; atom++)
                OfPosition(_changes[atom - _first], variances.AsSpan(1 + 3 * atom, 3));
        }
        _changes = [];
        return variances;
    }

    /// <summary>About how many see an atom, from above.</summary>
    int Neighbours(Structure structure)
    {
        var reach = form.Invariants.Basis.Cutoff;
        var density = structure.Periodic.IsBulk ? structure.Count / structure.Cell!.Volume : 1.0;
        return 1 + (int)Math.Min(4.2 * reach * reach * reach * Math.Min(density, 1), 1e4);
    }

    void IAceVisitor.Atom(int atom, int species, ReadOnlySpan<double> values, ReadOnlySpan<(Vec3 Edge, int Neighbour)> edges, ReadOnlySpan<double> tangents)
    {
        var width = form.Width;
        if (_end == _first)
        {
            _species[atom] = species;
            form.Normalise(species, values, _units.AsSpan(atom * width, width));
            return;
        }
        ReadOnlySpan<double> all = default;
        double[]? own = atom >= _first && atom < _end ? new double[3 * width] : null;
        for (var e = 0; e < edges.Length; e++)
        {
            var other = edges[e].Neighbour;
            var wanted = other >= _first && other < _end;
            if (!wanted && own is null)
                continue;
            if (all.IsEmpty)
                all = _tangents.Of(species, values, tangents);
            var three = all.Slice((1 + 3 * e) * width, 3 * width);
            if (wanted)
                _changes[other - _first].Add((atom, three.ToArray()));
            if (own is not null)
                Vectors.AddScaled(-1, three, own);
        }
        if (own is not null)
            _changes[atom - _first].Add((atom, own));
    }

    double OfEnergy()
    {
        var sum = 0.0;
        foreach (var group in Enumerable.Range(0, _species.Length).GroupBy(i => _species[i]))
        {
            var units = Units([.. group]);
            var count = units.Length / form.Width;
            foreach (var x in Products(units, units, count))
                sum += x * x;
        }
        return sum;
    }

    /// <summary>2 Σ_ii' [(t_i·t_i')(û_i·û_i') + (t_i·û_i')(û_i·t_i')], for each axis.</summary>
    void OfPosition(List<(int Atom, double[] Tangents)> changes, Span<double> variances)
    {
        variances.Clear();
        foreach (var group in changes.GroupBy(c => _species[c.Atom]))
        {
            (int Atom, double[] Tangents)[] own = [.. group];
            var units = Units([.. own.Select(c => c.Atom)]);
            var overlaps = Products(units, units, own.Length);
            for (var axis = 0; axis < 3; axis++)
            {
                var tangents = new double[own.Length * form.Width];
                for (var k = 0; k < own.Length; k++)
                    own[k].Tangents.AsSpan(axis * form.Width, form.Width).CopyTo(tangents.AsSpan(k * form.Width));
                double[] alike = Products(tangents, tangents, own.Length), across = Products(tangents, units, own.Length);
                for (var k = 0; k < own.Length; k++)
                {
                    for (var l = 0; l < own.Length; l++)
                        variances[axis] += 2 * (alike[k * own.Length + l] * overlaps[k * own.Length + l] + across[k * own.Length + l] * across[l * own.Length + k]);
                }
            }
        }
    }

    double[] Units(int[] atoms)
    {
        var units = new double[atoms.Length * form.Width];
        for (var k = 0; k < atoms.Length; k++)
            _units.AsSpan(atoms[k] * form.Width, form.Width).CopyTo(units.AsSpan(k * form.Width));
        return units;
    }

    double[] Products(double[] a, double[] b, int count)
    {
        var products = new double[count * count];
        Gemm.Multiply(a.AsMatrix(count, form.Width), b.AsMatrix(count, form.Width).Transposed, products.AsMatrix(count, count));
        return products;
    }

    public void Dispose() => _invariants.Dispose();
}
