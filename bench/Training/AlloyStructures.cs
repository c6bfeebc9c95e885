using System.Globalization;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Bench.Training;

/// <summary>
/// Random alloys of 1 to 4 of the 16 metals that UNEP-v1 knows, to be labelled by it: fcc, bcc and hcp cells of 16 to 32 atoms, the mean of the elements' atomic volumes, each component of the strain within 5 %, every
/// coordinate off its site by a Gaussian of 0.02 to 0.3 Å, no two atoms nearer than 1.8 Å. <c>dotnet run --project bench -c Release -- alloys FRAMES SEED OUT.xyz</c>.
/// </summary>
static class AlloyStructures
{
    const double MostStrain = 0.05, LeastRattle = 0.02, MostRattle = 0.3, Nearest = 1.8;

    /// <summary>Å³ an atom, of the elements at room temperature.</summary>
    static readonly (string Symbol, double Volume)[] Metals =
    [
        ("Ag", 17.1), ("Al", 16.6), ("Au", 17.0), ("Cr", 12.0), ("Cu", 11.8), ("Mg", 23.2), ("Mo", 15.6), ("Ni", 10.9),
        ("Pb", 30.3), ("Pd", 14.7), ("Pt", 15.1), ("Ta", 18.0), ("Ti", 17.7), ("V", 13.8), ("W", 15.9), ("Zr", 23.3),
    ];

    public static void Run(string[] arguments)
    {
        if (arguments.Length != 3 || !int.TryParse(arguments[0], out var frames) || !int.TryParse(arguments[1], out var seed))
        {
            Console.WriteLine("alloys: give a number of frames, a seed and a file to write");
            return;
        }
        var random = new Random(seed);
        StructureFiles.Write(arguments[2], Enumerable.Range(0, frames).Select(_ => new Frame(One(random))), overwrite: false);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{frames} structures in {arguments[2]}"));
    }

    static Structure One(Random random)
    {
        var chosen = Metals.ToArray();
        random.Shuffle(chosen);
        chosen = chosen[..random.Next(1, 5)];
        // Shares differ: there are solutions with one foreign atom among them.
        double[] shares = [.. chosen.Select(_ => -Math.Log(1 - random.NextDouble()))];
        (string Symbol, double Volume) Drawn()
        {
            var at = random.NextDouble() * shares.Sum();
            var k = 0;
            for (; k < shares.Length - 1 && at > shares[k]; k++)
                at -= shares[k];
            return chosen[k];
        }
        var lattice = Lattice(random.Next(3), random.Next(3));
        var atoms = Enumerable.Range(0, lattice.Count).Select(_ => Drawn()).ToArray();
        var scale = Math.Cbrt(atoms.Average(a => a.Volume) * lattice.Count / lattice.Cell!.Volume);
        double Strain() => MostStrain * (2 * random.NextDouble() - 1);
        double xy = Strain() / 2, xz = Strain() / 2, yz = Strain() / 2;
        var strain = new Mat3(Strain(), xy, xz, xy, Strain(), yz, xz, yz, Strain());
        var structure = lattice.Strained((scale - 1) * Mat3.Identity).Strained(strain);
        var rattle = 0.0;
        double Normal() => rattle * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        Element[] elements = [.. atoms.Select(a => Element.Parse(a.Symbol))];
        while (true)
        {
            rattle = LeastRattle * Math.Pow(MostRattle / LeastRattle, random.NextDouble());
            var rattled = new Structure(elements, [.. structure.Positions.Select(r => r + new Vec3(Normal(), Normal(), Normal()))], structure.Cell, Periodicity.All);
            if (!HasClose(rattled))
                return rattled;
        }
    }

    static unsafe bool HasClose(Structure structure)
    {
        using var neighbours = new Neighbours(Nearest, 0);
        neighbours.Update(structure, Team.Single);
        return Enumerable.Range(0, neighbours.BlockCount).Any(b => Enumerable.Range(0, neighbours[b].OwnCount).Any(i => neighbours[b].EdgeCount[i] > 0));
    }

    static Structure Lattice(int kind, int size)
    {
        var element = Element.Parse("Al");
        return kind switch
        {
            0 => Crystal.Fcc(element, 4).Repeat(2, 2, size == 0 ? 1 : 2),
            1 => Crystal.Bcc(element, 3).Repeat(2, 2 + size / 2, 2 + size % 2),
            _ => Crystal.Hcp(element, 3).Repeat(2, 2 + size, 2 + size % 2),
        };
    }
}
