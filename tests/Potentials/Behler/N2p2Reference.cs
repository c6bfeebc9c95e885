using System.Globalization;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Behler.N2p2;

namespace Athanor.Potentials.Tests.Behler;

/// <summary>One folder of n2p2's own results: structure, total energy, energies and forces by atom, in Å and eV.</summary>
sealed class N2p2Reference
{
    internal required Structure Structure { get; init; }

    internal required double Energy { get; init; }

    /// <summary>Without the elements' own and the mean energy.</summary>
    internal required double[] NetworkEnergies { get; init; }

    internal required Vec3[] Forces { get; init; }

    internal static string Folder(string name) => $"reference/n2p2/{name}";

    internal static N2p2Reference Read(string name, N2p2Units units)
    {
        var folder = SharedData.PathOf(Folder(name));
        var forces = Rows(folder, File.Exists(Path.Combine(folder, "forces_exact.txt")) ? "forces_exact.txt" : "nnforces.out");
        var energies = Rows(folder, "nnatoms.out");
        return new N2p2Reference
        {
            Structure = ReadStructure(Path.Combine(folder, "input.data"), units),
            Energy = Rows(folder, "energy.out")[0][3] * units.Energy,
            NetworkEnergies = [.. energies.Select(r => r[^1] * units.Energy)],
            Forces = [.. forces.Select(r => units.Energy / units.Length * new Vec3(r[^3], r[^2], r[^1]))],
        };
    }

    static double[][] Rows(string folder, string file) =>
        [.. File.ReadLines(Path.Combine(folder, file)).Where(l => !l.StartsWith('#') && l.Trim().Length > 0).Select(l => Words(l).Select(Number).ToArray())];

    static Structure ReadStructure(string path, N2p2Units units)
    {
        var lattice = new List<Vec3>();
        var elements = new List<Element>();
        var positions = new List<Vec3>();
        foreach (var line in File.ReadLines(path))
        {
            var words = Words(line);
            if (words is ["lattice", ..])
                lattice.Add(units.Length * new Vec3(Number(words[1]), Number(words[2]), Number(words[3])));
            if (words is not ["atom", ..])
                continue;
            positions.Add(units.Length * new Vec3(Number(words[1]), Number(words[2]), Number(words[3])));
            elements.Add(Element.Parse(words[4]));
        }
        var cell = lattice.Count == 3 ? new Cell(lattice[0], lattice[1], lattice[2]) : null;
        return new Structure([.. elements], [.. positions], cell, cell is null ? Periodicity.None : Periodicity.All);
    }

    static string[] Words(string line) => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    static double Number(string word) => double.Parse(word, CultureInfo.InvariantCulture);
}
