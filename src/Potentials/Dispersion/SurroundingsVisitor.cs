using Athanor.Numerics;

namespace Athanor.Potentials.Dispersion;

/// <summary>What is shown atoms around a piece.</summary>
interface ISurroundingsUser
{
    /// <summary>Some atoms of one species, images among them: the next call overwrites them.</summary>
    void Take(in SurroundingAtoms atoms);
}

/// <summary>Atoms near a piece, of one species.</summary>
readonly unsafe ref struct SurroundingAtoms
{
    internal required int Species { get; init; }

    internal required int Count { get; init; }

    /// <summary>Count and as many atoms far away as fill the last lanes.</summary>
    internal required int Padded { get; init; }

    /// <summary>Planes x y z of <see cref="SurroundingsVisitor.Room"/> numbers each, Bohr.</summary>
    internal required double* Points { get; init; }

    /// <summary>Sorted index of each; those that pad repeat the last.</summary>
    internal required int* Atoms { get; init; }
}

/// <summary>One thread's way of going through all atoms, images included, that may lie within reach of a piece: species by species, some hundred at a time, in an order that depends on the structure alone.</summary>
sealed unsafe class SurroundingsVisitor : IDisposable
{
    /// <summary>Atoms handed over at once; with their weights they stay in the first cache.</summary>
    internal const int Room = 256;

    /// <summary>The most lanes.</summary>
    const int Lanes = 8;

    const double FarAway = 1e8;

    readonly AlignedBuffer<double> _points = new();
    readonly AlignedBuffer<int> _atoms = new();

    internal SurroundingsVisitor()
    {
        _points.Require(3 * Room);
        _atoms.Require(Room);
    }

    internal void Visit<TUser>(Surroundings around, int first, int count, double reach, ref TUser user)
        where TUser : struct, ISurroundingsUser, allows ref struct
    {
        Vec3 low = around.Positions[first], high = low, lowest = low * around.Inverse, highest = lowest;
        for (var i = first + 1; i < first + count; i++)
        {
            var (r, f) = (around.Positions[i], around.Positions[i] * around.Inverse);
            (low, high) = (Least(low, r), Most(high, r));
            (lowest, highest) = (Least(lowest, f), Most(highest, f));
        }
        var h = around.Heights;
        var (a0, a1) = around.Range(lowest.X - reach / h.X, highest.X + reach / h.X, 0);
        var (b0, b1) = around.Range(lowest.Y - reach / h.Y, highest.Y + reach / h.Y, 1);
        var (c0, c1) = around.Range(lowest.Z - reach / h.Z, highest.Z + reach / h.Z, 2);
        for (var species = 0; species < around.SpeciesCount; species++)
        {
            var held = 0;
            for (var a = a0; a <= a1; a++)
            {
                var (wa, ia) = Wrap(a, around.Size[0]);
                for (var b = b0; b <= b1; b++)
                {
                    var (wb, ib) = Wrap(b, around.Size[1]);
                    for (var c = c0; c <= c1; c++)
                    {
                        var (wc, ic) = Wrap(c, around.Size[2]);
                        var bin = ((ia * around.Size[1] + ib) * around.Size[2] + ic) * around.SpeciesCount + species;
                        var shift = new Vec3(wa, wb, wc) * around.Vectors;
                        for (var k = around.Start[bin]; k < around.Start[bin + 1]; k++)
                        {
                            var r = around.Positions[k] + shift;
                            if (Beyond(r, low, high) > reach * reach)
                                continue;
                            _points.Pointer[held] = r.X;
                            _points.Pointer[Room + held] = r.Y;
                            _points.Pointer[2 * Room + held] = r.Z;
                            _atoms.Pointer[held++] = k;
                            if (held == Room)
                                held = Hand(species, held, ref user);
                        }
                    }
                }
            }
            Hand(species, held, ref user);
        }
    }

    int Hand<TUser>(int species, int count, ref TUser user)
        where TUser : struct, ISurroundingsUser, allows ref struct
    {
        if (count == 0)
            return 0;
        var padded = (count + Lanes - 1) / Lanes * Lanes;
        for (var k = count; k < padded; k++)
        {
            _points.Pointer[k] = _points.Pointer[Room + k] = _points.Pointer[2 * Room + k] = FarAway;
            _atoms.Pointer[k] = _atoms.Pointer[count - 1];
        }
        user.Take(new SurroundingAtoms { Species = species, Count = count, Padded = padded, Points = _points.Pointer, Atoms = _atoms.Pointer });
        return 0;
    }

    /// <summary>Whole cells away, and the bin there.</summary>
    static (int Cells, int Bin) Wrap(int bin, int size)
    {
        var cells = Math.DivRem(bin, size, out var home);
        return home < 0 ? (cells - 1, home + size) : (cells, home);
    }

    /// <summary>Square of the distance from a box.</summary>
    static double Beyond(Vec3 r, Vec3 low, Vec3 high)
    {
        double x = Math.Max(0, Math.Max(low.X - r.X, r.X - high.X)), y = Math.Max(0, Math.Max(low.Y - r.Y, r.Y - high.Y)), z = Math.Max(0, Math.Max(low.Z - r.Z, r.Z - high.Z));
        return x * x + y * y + z * z;
    }

    static Vec3 Least(Vec3 a, Vec3 b) => new(Math.Min(a.X, b.X), Math.Min(a.Y, b.Y), Math.Min(a.Z, b.Z));

    static Vec3 Most(Vec3 a, Vec3 b) => new(Math.Max(a.X, b.X), Math.Max(a.Y, b.Y), Math.Max(a.Z, b.Z));

    public void Dispose()
    {
        _points.Dispose();
        _atoms.Dispose();
    }
}
