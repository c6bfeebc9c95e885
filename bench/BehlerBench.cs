using System.Globalization;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Potentials.Behler;
using Athanor.Potentials.Behler.N2p2;
using Athanor.Potentials.Networks;

namespace Athanor.Bench;

/// <summary>Energies and forces on one thread: n2p2's water model on 1080 atoms, what PEERS.md gives for n2p2; and silicon with functions as training chooses them.</summary>
static class BehlerBench
{
    public static void Run()
    {
        if (FindFolder() is { } folder)
            Time("water", N2p2Model.Read(folder, N2p2Units.Atomic), Read(Path.Combine(folder, "input.data")));
        else
            Console.WriteLine("behler: needs ../shared/reference/n2p2/H2O_1080, which is not beside this checkout");
        var silicon = Shaken(5, 0.3);
        var functions = SymmetryFunctionChoice.From([Shaken(2, 0.1), Shaken(2, 0.3), Shaken(2, 0.6)], SymmetryFunctionChoice.SuggestCutoff([silicon]));
        var network = ElementNetwork.Random(functions.Count(0), [20, 20], 1);
        Time("silicon", new BehlerModel(functions, [FunctionScaling.Identity(functions.Count(0))], [network], [0]), silicon);
    }

    static Structure Shaken(int cells, double by)
    {
        var random = new Random(1);
        var structure = Supercell.Repeat(Crystal.Diamond(new Element(14), 5.43), cells, cells, cells);
        for (var i = 0; i < structure.Count; i++)
            structure.Positions[i] += by * new Vec3(random.NextDouble() - 0.5, random.NextDouble() - 0.5, random.NextDouble() - 0.5);
        return structure;
    }

    static void Time(string name, BehlerModel model, Structure structure)
    {
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
                    3);
                var list = skin == 0 ? "neighbour list included" : "list kept (skin 0.5 Å)";
                Console.WriteLine($"{name}, {precision}, {list}: {wall / structure.Count * 1e6:F2} us/atom ({processor / structure.Count * 1e6:F2} of processor)");
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
