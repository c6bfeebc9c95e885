using System.Globalization;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Potentials.Behler.N2p2;

namespace Athanor.Bench;

/// <summary>Energies and forces of n2p2's water model on 1080 atoms, one thread: what PEERS.md gives for n2p2.</summary>
static class BehlerBench
{
    public static void Run()
    {
        var folder = FindFolder();
        if (folder is null)
        {
            Console.WriteLine("behler: needs ../shared/reference/n2p2/H2O_1080, which is not beside this checkout");
            return;
        }
        var model = N2p2Model.Read(folder, N2p2Units.Atomic);
        var structure = Read(Path.Combine(folder, "input.data"));
        foreach (var precision in new[] { Precision.Single, Precision.Double })
        {
            foreach (var skin in new[] { 0.0, 0.5 })
            {
                using var evaluator = model.Open(new EvaluatorOptions(Team.Single, precision, skin));
                var prediction = new Prediction();
                var nudge = 1e-7;
                var (wall, processor) = Clock.Measure(
                    () =>
                    {
                        structure.Positions[0] += new Vec3(nudge, 0, 0);
                        nudge = -nudge;
                        evaluator.Evaluate(structure, Request.Forces, prediction);
                    },
                    4);
                var list = skin == 0 ? "neighbour list included" : "list kept (skin 0.5 Å)";
                Console.WriteLine($"water, {precision}, {list}: {wall / structure.Count * 1e6:F2} us/atom ({processor / structure.Count * 1e6:F2} of processor)");
            }
        }
    }

    static string? FindFolder()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var folder = Path.Combine(at.FullName, "shared", "reference", "n2p2", "H2O_1080");
            if (Directory.Exists(folder))
                return folder;
        }
        return null;
    }

    static Structure Read(string path)
    {
        var lattice = new List<Vec3>();
        var elements = new List<Element>();
        var positions = new List<Vec3>();
        foreach (var line in File.ReadLines(path))
        {
            var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words is ["lattice", var a, var b, var c])
                lattice.Add(Vector(a, b, c));
            if (words is ["atom", var x, var y, var z, var symbol, ..])
            {
                elements.Add(Element.Parse(symbol));
                positions.Add(Vector(x, y, z));
            }
        }
        return new Structure([.. elements], [.. positions], new Cell(lattice[0], lattice[1], lattice[2]), Periodicity.All);
    }

    static Vec3 Vector(string x, string y, string z) => Units.Bohr * new Vec3(Number(x), Number(y), Number(z));

    static double Number(string word) => double.Parse(word, CultureInfo.InvariantCulture);
}
