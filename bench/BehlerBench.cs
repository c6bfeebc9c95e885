using System.Globalization;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Potentials.Behler;
using Athanor.Potentials.Behler.N2p2;
using Athanor.Potentials.Networks;

namespace Athanor.Bench;

/// <summary>Energies and forces on one thread: n2p2's examples water (1080 atoms) and ethylbenzene (288 atoms, compact functions), and silicon with functions as training chooses them; then two threads.</summary>
static class BehlerBench
{
    public static void Run()
    {
        Reference("water", "H2O_1080");
        Reference("ethylbenzene, compact functions", "Ethylbenzene_288");
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

    /// <summary>A model of n2p2's examples on its own structure; both are in Bohr and Hartree.</summary>
    static void Reference(string name, string example)
    {
        if (FindFolder(example) is { } folder)
            Time(name, N2p2Model.Read(folder, N2p2Units.Atomic), Read(Path.Combine(folder, "input.data")));
        else
            Console.WriteLine($"behler: needs ../shared/reference/n2p2/{example}, which is not beside this checkout");
    }

    static void Time(string name, BehlerModel model, Structure structure)
    {
        foreach (var precision in new[] { Precision.Single, Precision.Double })
        {
            foreach (var skin in new[] { 0.0, 0.5 })
            {
                var (wall, processor) = Measure(model, structure, new EvaluatorOptions(Team.Single, precision, skin));
                var list = skin == 0 ? "neighbour list included" : "list kept (skin 0.5 Å)";
                Console.WriteLine($"{name}, {precision}, {list}: {wall / structure.Count * 1e6:F2} us/atom ({processor / structure.Count * 1e6:F2} of processor)");
            }
            Threads(name, model, structure, precision);
        }
    }

    /// <summary>Two threads and one in turns, three times: the median of the ratios.</summary>
    static void Threads(string name, BehlerModel model, Structure structure, Precision precision)
    {
        using var two = new Team(2);
        var ratios = new double[3];
        for (var turn = 0; turn < ratios.Length; turn++)
            ratios[turn] = Measure(model, structure, new EvaluatorOptions(Team.Single, precision, 0.5)).Wall / Measure(model, structure, new EvaluatorOptions(two, precision, 0.5)).Wall;
        Array.Sort(ratios);
        Console.WriteLine($"{name}, {precision}, two threads over one: {ratios[1]:F2} ({ratios[0]:F2} to {ratios[2]:F2})");
    }

    static (double Wall, double Processor) Measure(BehlerModel model, Structure structure, EvaluatorOptions options)
    {
        using var evaluator = model.Open(options);
        var prediction = new Prediction();
        var nudge = 1e-7;
        return Clock.Measure(
            () =>
            {
                structure.Positions[0] += new Vec3(nudge, 0, 0);
                nudge = -nudge;
                evaluator.Evaluate(structure, Request.Forces, prediction);
            },
            1.5);
    }

    static string? FindFolder(string example)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var folder = Path.Combine(at.FullName, "shared", "reference", "n2p2", example);
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
