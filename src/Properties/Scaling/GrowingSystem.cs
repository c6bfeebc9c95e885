using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>Molecules of one kind and any size, made by the program, on which costs are compared.</summary>
public sealed class GrowingSystem
{
    readonly Func<int, Structure> _make;

    GrowingSystem(string name, string unit, Func<int, Structure> make) => (Name, Unit, _make) = (name, unit, make);

    /// <summary>As a user says it.</summary>
    public string Name { get; }

    /// <summary>What the size counts.</summary>
    public string Unit { get; }

    /// <summary>Compact clusters: electrons are everywhere, so that little can be left out.</summary>
    public static GrowingSystem Water { get; } = new("water", "water molecules", WaterCluster);

    /// <summary>Stretched chains: the kindest case for whatever leaves out what is far apart.</summary>
    public static GrowingSystem Alkane { get; } = new("alkane", "carbon atoms", Chain);

    public static IReadOnlyList<GrowingSystem> All { get; } = [Water, Alkane];

    /// <summary>The system of so many units, at least one.</summary>
    public Structure Of(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        return _make(size);
    }

    /// <summary>1 to 8, then four steps to each doubling.</summary>
    public static IEnumerable<int> Sizes(int largest)
    {
        for (var size = 1; size <= largest; size += size < 8 ? 1 : 1 << (int.Log2(size) - 2))
            yield return size;
    }

    // Molecules on a simple cubic lattice at the density of the liquid, nearest to a point first: each cluster holds the smaller ones.
    static Structure WaterCluster(int count)
    {
        const double Spacing = 3.1; // Å
        var centre = new Vec3(0.11, 0.23, 0.37);
        var reach = (int)Math.Ceiling(Math.Cbrt(count)) + 1;
        var sites = from i in Enumerable.Range(-reach, 2 * reach + 1)
                    from j in Enumerable.Range(-reach, 2 * reach + 1)
                    from k in Enumerable.Range(-reach, 2 * reach + 1)
                    let site = new Vec3(i, j, k)
                    orderby (site - centre).LengthSquared
                    select (At: Spacing * site, Odd: ((i + j + k) & 1) != 0);
        var (elements, positions) = (new List<Element>(), new List<Vec3>());
        foreach (var (at, odd) in sites.Take(count))
        {
            // Neighbours are turned against one another, so that no hydrogens meet.
            elements.AddRange([new(8), new(1), new(1)]);
            positions.AddRange([at, at + (odd ? new Vec3(0.757, 0.586, 0) : new Vec3(0, 0.757, 0.586)), at + (odd ? new Vec3(-0.757, 0.586, 0) : new Vec3(0, -0.757, 0.586))]);
        }
        return new([.. elements], [.. positions]);
    }

    // All-anti CₙH₂ₙ₊₂: bonds of 1.526 and 1.09 Å, angles of 112 and 107 degrees.
    static Structure Chain(int carbons)
    {
        var (half, spread) = (56 * Math.PI / 180, 53.5 * Math.PI / 180);
        Vec3 Carbon(int i) => 1.526 * new Vec3(i * Math.Sin(half), (i & 1) * Math.Cos(half), 0);
        var (elements, positions) = (new List<Element>(), new List<Vec3>());
        void Add(int element, Vec3 at)
        {
            elements.Add(new(element));
            positions.Add(at);
        }
        void End(int carbon, int missing)
        {
            var bond = Carbon(missing) - Carbon(carbon);
            Add(1, Carbon(carbon) + 1.09 / bond.Length * bond);
        }
        for (var i = 0; i < carbons; i++)
        {
            var outward = (i & 1) == 0 ? -1 : 1;
            Add(6, Carbon(i));
            Add(1, Carbon(i) + 1.09 * new Vec3(0, outward * Math.Cos(spread), Math.Sin(spread)));
            Add(1, Carbon(i) + 1.09 * new Vec3(0, outward * Math.Cos(spread), -Math.Sin(spread)));
        }
        End(0, -1);
        End(carbons - 1, carbons);
        return new([.. elements], [.. positions]);
    }
}
