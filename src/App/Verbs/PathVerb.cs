using System.CommandLine;
using System.Globalization;
using Athanor.Atoms;
using Athanor.Properties;
using Athanor.Reports;
using Athanor.Simulation;

namespace Athanor.App;

/// <summary><c>athanor path POTENTIAL REACTANT PRODUCT</c>: the minimum-energy path between two minima, and its barrier.</summary>
sealed class PathVerb : IVerb
{
    readonly Argument<string[]> _structures = new("structures") { Description = "Two files, one for each end; or one with both ends, or with all images of a first path", Arity = new ArgumentArity(1, 2) };
    readonly Option<int> _images = new("--images") { HelpName = "n", Description = "Images between the ends", DefaultValueFactory = _ => 7 };
    readonly Option<double> _force = new("--max-force") { HelpName = "eV/Å", Description = "Done when no atom of an image feels more than this", DefaultValueFactory = _ => 0.02 };
    readonly Option<bool> _noClimb = new("--no-climb") { Description = "No image climbs to the saddle" };
    readonly Option<bool> _relax = new("--relax-ends") { Description = "Bring the ends to rest first" };
    readonly Option<string> _first = new("--interpolation") { HelpName = "pairs|linear", Description = "How the first path is drawn: by distances of atoms, or straight", DefaultValueFactory = _ => "pairs" };
    readonly Option<double> _spring = new("--spring") { HelpName = "eV/Å²", Description = "Stiffness of the springs between images", DefaultValueFactory = _ => new PathSettings().Spring };
    readonly Option<double> _soft = new("--soft-spring") { HelpName = "fraction", Description = "Of that, for springs far below the barrier, so that images gather there", DefaultValueFactory = _ => 1 };
    readonly Option<string> _method = new("--method") { HelpName = "lbfgs|fire", Description = "How images move", DefaultValueFactory = _ => "lbfgs" };
    readonly Option<int> _steps = new("--steps") { HelpName = "n", Description = "Give up after so many", DefaultValueFactory = _ => 1000 };
    readonly Option<string?> _fix = new("--fix") { HelpName = "atoms", Description = "Atoms that stay where they are: numbers from 1, ranges, elements (1-32,40,Au)" };

    public PathVerb()
    {
        _first.AcceptOnlyFromAmong("pairs", "linear");
        _method.AcceptOnlyFromAmong("lbfgs", "fire");
    }

    public string Name => "path";

    public string Summary => "The minimum-energy path between two minima, its saddle and its barrier (nudged elastic band)";

    public IReadOnlyList<string> Examples { get; } =
    [
        "path emt hollow.xyz next-hollow.xyz --fix 1-8 -o path.xyz --report path.html",
        "path model.athanor reactant.xyz product.xyz --images 11 --relax-ends -o path.xyz",
        "path model.athanor path.unfinished.xyz -o path.xyz",
    ];

    public IEnumerable<Symbol> Symbols =>
        [Shared.Potential, _structures, Shared.Output, _images, _force, _noClimb, _relax, _first, _spring, _soft, _method, _steps, _fix, Shared.Report, Shared.Force, Shared.Precision];

    public ExitCode Run(Call call)
    {
        var settings = Settings(call);
        if (call.OutputPath is { } output)
            ModesFile.RefuseOther(output);
        var potential = call.Potential();
        var given = Given(call);
        if (call.Get(_fix) is { } atoms)
            settings = settings with { FixedAtoms = AtomSelection.Read("--fix", atoms, given[0]) };
        MinimumEnergyPath path;
        using (var progress = call.Progress("path", "steps"))
        {
            path = MinimumEnergyPath.Find(given, potential, settings, call.Team, step =>
            {
                progress.Add(1);
                progress.Status = $"barrier {NumberText.Fixed(step.Barrier, 4)} eV, largest force {step.LargestForce:0.####} eV/Å{(step.Climbing ? ", climbing" : "")}";
            }, call.Cancellation);
        }
        var spread = call.Cancellation.IsCancellationRequested ? default : BarrierSpread.Of(potential, path, call.Team);
        call.Screen.Table(PathReport.Table(path));
        call.Screen.Line(PathReport.Summary(path, spread));
        foreach (var remark in PathReport.Remarks(path))
            call.Screen.Note(remark);
        call.Screen.Json(PathRecord.Of(path, spread));
        call.Report(
            $"Path of {given[0].Formula}", $"{(path.Converged ? "Converged" : "Not converged")} after {path.Steps} steps and {path.Evaluations} evaluations with {potential.Name}.",
            page => PathReport.Fill(page, path, spread));
        return Keep(call, path);
    }

    PathSettings Settings(Call call)
    {
        if (!(call.Get(_force) > 0) || !(call.Get(_spring) > 0) || call.Get(_steps) < 1 || call.Get(_images) < 1)
            throw new UsageException("--images, --max-force, --spring and --steps are numbers above 0.");
        if (!(call.Get(_soft) is > 0 and <= 1))
            throw new UsageException("--soft-spring is a fraction above 0, up to 1.");
        return new PathSettings
        {
            Images = call.Get(_images),
            ForceTolerance = call.Get(_force),
            Climb = !call.Get(_noClimb),
            RelaxEnds = call.Get(_relax),
            Interpolation = call.Get(_first) == "pairs" ? PathInterpolation.Pairs : PathInterpolation.Linear,
            Spring = call.Get(_spring),
            SoftSpring = call.Get(_soft),
            Method = call.Get(_method) == "fire" ? RelaxationMethod.Fire : RelaxationMethod.Lbfgs,
            MostSteps = call.Get(_steps),
            Precision = call.Precision,
        };
    }

    /// <summary>Two ends, or all images.</summary>
    Structure[] Given(Call call)
    {
        var files = call.Get(_structures);
        if (files.Length == 2)
            return [.. files.Select(f => StructureFiles.ReadOne(f).Structure)];
        Structure[] frames = [.. StructureFiles.Read(files[0]).Select(f => f.Structure)];
        if (frames.Length == 1)
            throw new UsageException($"{files[0]} has one frame, and a path has two ends: name a second file.");
        if (frames.Length > 2 && new Option[] { _images, _first }.FirstOrDefault(call.Has) is { } idle)
            throw new UsageException($"{idle.Name} has no effect: {files[0]} has a path of {frames.Length} images, which is taken as it is.");
        return frames;
    }

    /// <summary>Under the name that was asked for only what was asked for.</summary>
    static ExitCode Keep(Call call, MinimumEnergyPath path)
    {
        if (path.Converged)
        {
            if (call.OutputPath is { } done)
                StructureFiles.Write(done, Frames(path), call.Force);
            return ExitCode.Done;
        }
        var kept = "";
        if (call.OutputPath is { } output)
        {
            var unfinished = Path.ChangeExtension(output, ".unfinished.xyz");
            StructureFiles.Write(unfinished, Frames(path), overwrite: true);
            kept = $" The path as it stands is in {unfinished}; name it in place of the ends to go on from there.";
        }
        if (call.Cancellation.IsCancellationRequested)
        {
            call.Screen.Problem($"interrupted after {path.Steps:N0} steps.{kept}");
            return ExitCode.Interrupted;
        }
        call.Screen.Problem($"Not converged after {path.Steps:N0} steps: an atom still feels {path.Images.Skip(1).SkipLast(1).Max(i => i.Force):0.####} eV/Å.{kept} Allow more --steps.");
        return ExitCode.Verdict;
    }

    static IEnumerable<Frame> Frames(MinimumEnergyPath path)
    {
        static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
        for (var k = 0; k < path.Images.Count; k++)
        {
            var image = path.Images[k];
            image.Frame.Info["image"] = k.ToString(CultureInfo.InvariantCulture);
            image.Frame.Info["arc"] = Number(image.Arc);
            image.Frame.Info["slope"] = Number(image.Slope);
            image.Frame.Info["force_left"] = Number(image.Force);
            if (k == path.Climbing)
                image.Frame.Info["climbing"] = "T";
            yield return image.Frame;
        }
    }
}
