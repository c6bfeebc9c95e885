using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Ace;

namespace Athanor.Potentials;

/// <summary>The neighbours of each atom of a structure, in an order of its own, and what they sum to. Atoms are independent of one another: a piece of work is an atom.</summary>
sealed unsafe class Surroundings : IJob
{
    readonly Structure _structure;
    readonly FingerprintForm _form;
    readonly List<(Vec3 To, Element Element)>[] _near;
    readonly AtomFingerprint[] _fingerprints;

    /// <exception cref="AtomsException">The structure is broken.</exception>
    internal Surroundings(Structure structure, FingerprintForm form, Team team)
    {
        (_structure, _form) = (structure, form);
        _near = [.. Enumerable.Range(0, structure.Count).Select(_ => new List<(Vec3, Element)>())];
        _fingerprints = new AtomFingerprint[structure.Count];
        foreach (var element in structure.Elements)
            form.SpeciesOf(element);
        // A shell that rounding spreads about the cutoff is to be seen whole.
        using var neighbours = new Neighbours(form.Cutoff + CoordinationShell.Spread, 0);
        neighbours.Update(structure, team);
        Collect(neighbours);
    }

    internal AtomFingerprint[] Fingerprints(Team team)
    {
        team.Run(this, _structure.Count);
        return _fingerprints;
    }

    void Collect(Neighbours neighbours)
    {
        var sorted = neighbours.SortedPositions;
        var order = neighbours.Order;
        var vectors = _structure.Cell?.Vectors ?? Mat3.Identity;
        var reach = (neighbours.Cutoff + neighbours.Skin) * (neighbours.Cutoff + neighbours.Skin);
        for (var b = 0; b < neighbours.BlockCount; b++)
        {
            var block = neighbours[b];
            for (var own = 0; own < block.OwnCount; own++)
            {
                var centre = block.OwnStart + own;
                for (var e = 0; e < block.EdgeCount[own]; e++)
                {
                    var local = block.Edges[block.EdgeStart[own] + e];
                    var other = local < block.OwnCount ? block.OwnStart + local : block.GhostAtom[local - block.OwnCount];
                    var to = sorted[other] - sorted[centre];
                    if (local >= block.OwnCount)
                        to += block.GhostShift[local - block.OwnCount].In(vectors);
                    if (Vec3.Dot(to, to) <= reach)
                        _near[order[centre]].Add((to, _structure.Elements[order[other]]));
                }
            }
        }
    }

    public void Run(int index, int worker)
    {
        var near = _near[index];
        var a = new double[_form.Channels * _form.Components];
        Span<double> radial = stackalloc double[FingerprintForm.RadialFunctions], y = stackalloc double[_form.Components];
        foreach (var (to, element) in near)
        {
            var r = to.Length;
            if (r >= _form.Cutoff)
                continue;
            Radial(_form.Basis, r, radial);
            Harmonics(to / r, _form.Degree, y);
            var first = _form.SpeciesOf(element) * FingerprintForm.RadialFunctions;
            for (var n = 0; n < radial.Length; n++)
            {
                var into = a.AsSpan((first + n) * y.Length, y.Length);
                for (var k = 0; k < y.Length; k++)
                    into[k] += radial[n] * y[k];
            }
        }
        var (invariants, pseudo) = _form.InvariantsOf(a);
        _fingerprints[index] = new AtomFingerprint(_structure.Elements[index], CoordinationShell.Of(near, _form.Cutoff), invariants, pseudo);
    }

    static void Radial(RadialBasis basis, double r, Span<double> values)
    {
        var u = r / basis.Cutoff;
        var envelope = Math.Pow(1 - u * u, 3);
        var x = basis.Slope / (1 + r / basis.Scale) + basis.Shift;
        double before = 1, now = x;
        for (var b = 0; b < values.Length; b++)
        {
            values[b] = before * envelope;
            (before, now) = (now, 2 * x * now - before);
        }
    }

    /// <summary>Real Y_lm with Σ_m Y_lm² = 2l + 1, at l² + l + m: derivatives of Legendre polynomials times powers of x + iy.</summary>
    internal static void Harmonics(Vec3 direction, int highest, Span<double> y)
    {
        double c = 1, s = 0, start = 1;
        for (var m = 0; m <= highest; m++)
        {
            if (m > 0)
            {
                (c, s) = (c * direction.X - s * direction.Y, c * direction.Y + s * direction.X);
                start *= 2 * m - 1;
            }
            double before = 0, now = start, ratio = 1;
            for (var k = 1; k <= 2 * m; k++)
                ratio /= k;
            for (var l = m; l <= highest; l++)
            {
                if (l > m)
                {
                    (before, now) = (now, ((2 * l - 1) * direction.Z * now - (l + m - 1) * before) / (l - m));
                    ratio *= (double)(l - m) / (l + m);
                }
                var norm = Math.Sqrt((2 * l + 1) * (m == 0 ? 1 : 2) * ratio) * now;
                y[l * l + l + m] = norm * c;
                if (m > 0)
                    y[l * l + l - m] = norm * s;
            }
        }
    }
}
