using System.CommandLine;
using System.Globalization;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Properties;
using Athanor.Simulation;

namespace Athanor.App;

/// <summary><c>athanor saddle POTENTIAL STRUCTURE</c>: a saddle near a structure, or at the top of a path, and what it is.</summary>
sealed class SaddleVerb : IVerb
{
    readonly StructureChoice _structure = new();
    readonly Option<double> _force = new("--max-force") { HelpName = "eV/Å", Description = "Done when no atom feels more than this", DefaultValueFactory = _ => 1e-4 };
    readonly Option<int?> _mode = new("--mode") { HelpName = "n", Description = "Climb along this normal mode of the structure, from 1, the softest first (the softest there is, where not said); −n goes the other way" };
    readonly Option<double?> _push = new("--push") { HelpName = "Å", Description = "How far the atom that moves most is pushed along the mode first (0.2 from a minimum, else 0)" };
    readonly Option<bool> _noDescent = new("--no-descent") { Description = "Do not look for the minima on both sides" };
    readonly Option<int> _steps = new("--steps") { HelpName = "n", Description = "Give up after so many", DefaultValueFactory = _ => 500 };
    readonly Option<string?> _fix = new("--fix") { HelpName = "atoms", Description = "Atoms that stay where they are: numbers from 1, ranges, elements (1-32,40,Au)" };

    public string Name => "saddle";

    public string Summary => "The saddle near a structure or at the top of a path, its imaginary mode, and the minima on both sides";

    public IReadOnlyList<string> Examples { get; } =
    [
        "saddle emt path.xyz --fix 1-8 -o saddle.xyz",
        "saddle model.athanor minimum.xyz --mode 1 -o saddle.xyz --report saddle.html",
    ];

    public IEnumerable<Symbol> Symbols =>
        [Shared.Potential, .. _structure.All, Shared.Output, _force, _mode, _push, _noDescent, _steps, _fix, Shared.Seed, Shared.Report, Shared.Force, Shared.Precision];

    public ExitCode Run(Call call)
    {
        call.Positive(_force, "eV/Å");
        call.Positive(_steps, "");
        if (call.Get(_push) is not (null or (> -5 and < 5)))
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--push is a number of Å between -5 and 5, not {call.Get(_push)}."));
        if (call.OutputPath is { } output)
            ModesFile.RefuseOther(output);
        var potential = call.Potential();
        var (start, direction) = Start(call);
        int[] atoms = call.Get(_fix) is { } text ? AtomSelection.Read("--fix", text, start) : [];
        SaddlePoint saddle;
        using (var progress = call.Progress("saddle", "steps"))
        {
            if (call.Get(_mode) is { } number)
                direction = Mode(number, start, potential, atoms, call);
            var settings = new SaddleSettings
            {
                ForceTolerance = call.Get(_force),
                Direction = direction,
                KeepsDirection = call.Get(_mode) is not null,
                Push = call.Get(_push),
                MostSteps = call.Get(_steps),
                FixedAtoms = atoms,
                Seed = call.Seed,
                Precision = call.Precision,
            };
            saddle = SaddlePoint.Of(start, potential, settings, !call.Get(_noDescent), call.Team, status =>
            {
                progress.Add(1);
                progress.Status = status;
            }, call.Cancellation);
        }
        call.Screen.Note(SaddleOutput.Work(saddle));
        call.Screen.Table(SaddleOutput.Minima(saddle));
        call.Screen.Line(saddle.Verdict);
        call.Screen.Json(SaddleOutput.Record(saddle));
        call.Report($"Saddle of {start.Formula}", saddle.Verdict, page => SaddleOutput.Fill(page, saddle));
        var found = saddle.Search.Converged && saddle.Order == 1;
        if (call.OutputPath is { } path)
            StructureFiles.Write(found ? path : Path.ChangeExtension(path, ".unfinished.xyz"), SaddleFile.Frames(saddle), call.Force || !found);
        if (!found)
            call.Screen.Problem($"No saddle of first order. {(call.OutputPath is { } p ? $"Where the search ended is in {Path.ChangeExtension(p, ".unfinished.xyz")}. " : "")}Begin nearer to it (a path's climbing image is near), or along another --mode.");
        return found ? ExitCode.Done : ExitCode.Verdict;
    }

    /// <summary>The structure to begin with; of a path the image that climbed, or the highest, and the way of its neighbours.</summary>
    (Structure Start, Vec3[]? Direction) Start(Call call)
    {
        Frame[] frames = [.. StructureFiles.Read(call.Get(_structure.Path)).Take(1000)];
        if (frames.Length < 3 || _structure.All.OfType<Option>().Any(call.Has) || !frames.All(f => f.Info.ContainsKey("image")))
            return (_structure.Read(call).Structure, null);
        var top = Array.FindIndex(frames, f => f.Info.ContainsKey("climbing"));
        if (top < 0)
            top = Enumerable.Range(0, frames.Length).MaxBy(k => frames[k].Energy ?? double.NegativeInfinity);
        call.Screen.Note($"{call.Get(_structure.Path)} is a path; its image {frames[top].Info["image"]} is taken, and the way of its neighbours.");
        var (before, after) = (frames[Math.Max(0, top - 1)].Structure, frames[Math.Min(frames.Length - 1, top + 1)].Structure);
        return (frames[top].Structure, [.. Enumerable.Range(0, before.Count).Select(i => after.Positions[i] - before.Positions[i])]);
    }

    static Vec3[] Mode(int number, Structure start, IPotential potential, int[] atoms, Call call)
    {
        var vibrations = Vibrations.Of(start, potential, new VibrationSettings { Relax = false, FixedAtoms = atoms }, call.Team, null, call.Cancellation);
        if (number == 0 || Math.Abs(number) > vibrations.Modes.Count)
            throw new UsageException($"--mode is a number from 1 to {vibrations.Modes.Count}, the normal modes of {start.Formula}, or the negative of one.");
        return [.. vibrations.Modes[Math.Abs(number) - 1].Displacements.Select(d => Math.Sign(number) * d)];
    }
}
