using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials.Dispersion;

/// <summary>
/// Axilrod, Teller and Muto's energy of triples with Grimme's damping (2010 paper, eqs. 11 to 14): Σ √(C6_ij C6_ik C6_jk) (3 cos α cos β cos γ + 1)/(r_ij r_ik r_jk)³ · 1/(1 + 6 (r̄/R̄)^(−16)) with geometric
/// means r̄ of the sides and R̄ of 4/3 times the cutoff radii, over triples with no side beyond the cutoff. An atom computes all triples that it is in and keeps its third.
/// </summary>
sealed unsafe class TripleSum : IDisposable
{
    readonly TripleKernel _kernel = TripleKernel.Open();
    readonly AlignedBuffer<double> _planes = new();
    readonly AlignedBuffer<int> _atoms = new();

    // Where each species begins and ends among the neighbours.
    readonly AlignedBuffer<int> _spans = new();
    int _room, _count;

    /// <summary>Adds what one atom has of its triples.</summary>
    /// <param name="atom">Sorted index.</param>
    /// <param name="cutoff">Bohr.</param>
    /// <param name="weights">By sorted atom.</param>
    /// <param name="mixed">By sorted atom, as <see cref="DispersionSpecies.Weigh"/> gives it.</param>
    /// <param name="answers">Of the atom.</param>
    internal void Sum(Surroundings around, DispersionSpecies species, SurroundingsVisitor visitor, int atom, double cutoff, double* weights, double* mixed, double* answers)
    {
        _count = 0;
        var spans = _spans.Require(2 * species.Count);
        new Span<int>(spans, 2 * species.Count).Clear();
        var gathering = new Gathering(this, around, species, atom, cutoff * cutoff, weights, mixed);
        visitor.Visit(around, atom, 1, cutoff, ref gathering);
        var own = around.Species[atom];
        for (var s = 0; s < species.Count; s++)
        {
            for (var j = spans[2 * s]; j < spans[2 * s + 1]; j++)
            {
                for (var t = s; t < species.Count; t++)
                {
                    var side = new TripleKernel.Side(
                        cutoff * cutoff,
                        6 * species.Pair(own, s).Triple * species.Pair(own, t).Triple * species.Pair(s, t).Triple,
                        mixed + 2 * species.References * _atoms.Pointer[j] + species.FirstReference(t),
                        species.ReferencesOf(t));
                    _kernel.Sum(_planes.Pointer, _room, j, t == s ? j + 1 : spans[2 * t], spans[2 * t + 1], side, answers);
                }
            }
        }
    }

    /// <summary>Where the next species begins: the last lanes of the one before may read beyond its end.</summary>
    static int After(int end) => end + TripleKernel.MostLanes;

    void Grow(int wanted)
    {
        if (wanted <= _room)
            return;
        var (room, planes) = (2 * wanted, new double[TripleKernel.Planes * _room]);
        new ReadOnlySpan<double>(_planes.Pointer, planes.Length).CopyTo(planes);
        _planes.Require(TripleKernel.Planes * room);
        for (var p = 0; p < TripleKernel.Planes; p++)
            planes.AsSpan(p * _room, _room).CopyTo(new Span<double>(_planes.Pointer + p * room, room));
        _atoms.Require(room, keep: true);
        _room = room;
    }

    /// <summary>Keeps the neighbours within the cutoff, species after species.</summary>
    readonly ref struct Gathering(TripleSum sum, Surroundings around, DispersionSpecies species, int atom, double square, double* weights, double* mixed) : ISurroundingsUser
    {
        public void Take(in SurroundingAtoms atoms)
        {
            var span = sum._spans.Pointer + 2 * atoms.Species;
            if (span[1] == 0)
                span[0] = span[1] = sum._count = sum._count == 0 ? 0 : After(sum._count);
            sum.Grow(sum._count + atoms.Count + 2 * TripleKernel.MostLanes);
            var (room, centre) = (sum._room, around.Positions[atom]);
            var (references, first) = (species.ReferencesOf(atoms.Species), species.FirstReference(atoms.Species));
            var own = mixed + 2 * species.References * atom + first;
            for (var n = 0; n < atoms.Count; n++)
            {
                var d = new Vec3(atoms.Points[n], atoms.Points[SurroundingsVisitor.Room + n], atoms.Points[2 * SurroundingsVisitor.Room + n]) - centre;
                var squared = d.LengthSquared;
                if (squared > square || squared < DispersionKernel.Coincident)
                    continue;
                var p = sum._planes.Pointer + sum._count;
                var (c6, slope) = (0.0, 0.0);
                for (var b = 0; b < DispersionTables.MostReferences; b++)
                {
                    var weight = weights[DispersionTables.MostReferences * atoms.Atoms[n] + b];
                    p[(TripleKernel.Weights + b) * room] = weight;
                    if (b >= references)
                        continue;
                    c6 += own[b] * weight;
                    slope += own[species.References + b] * weight;
                }
                (p[0], p[room], p[2 * room], p[TripleKernel.Squared * room], p[TripleKernel.C6 * room], p[TripleKernel.Slope * room]) = (d.X, d.Y, d.Z, squared, c6, slope / c6);
                sum._atoms.Pointer[sum._count++] = atoms.Atoms[n];
            }
            span[1] = sum._count;
            for (var k = sum._count; k < After(sum._count); k++)
            {
                for (var plane = 0; plane < TripleKernel.Planes; plane++)
                    sum._planes.Pointer[plane * room + k] = plane < 3 ? 1e8 : 1;
            }
        }
    }

    public void Dispose()
    {
        _planes.Dispose();
        _atoms.Dispose();
        _spans.Dispose();
    }
}
