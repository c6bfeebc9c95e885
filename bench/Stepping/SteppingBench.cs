using System.Diagnostics;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Bench.Stepping;

/// <summary>
/// Microseconds per atom and step of plain NVE dynamics, neighbour lists included:
/// <c>stepping [lj|mixture|sw|a potential for silicon or copper [atoms [steps [threads [single|double [skin, Å [potential to add]]]]]]]</c>.
/// </summary>
static class SteppingBench
{
    public static void Run(string[] args)
    {
        if (args.Length == 0)
        {
            Run(["lj"]);
            Run(["sw"]);
            return;
        }
        var atoms = int.Parse(args.ElementAtOrDefault(1) ?? (args[0] == "sw" ? "8000" : "32000"));
        var steps = int.Parse(args.ElementAtOrDefault(2) ?? "500");
        var threads = int.Parse(args.ElementAtOrDefault(3) ?? "1");
        var precision = args.ElementAtOrDefault(4) == "double" ? Precision.Double : Precision.Single;
        var system = args[0] switch
        {
            "lj" => BenchSystem.LennardJonesMelt(atoms),
            "mixture" => BenchSystem.LennardJonesMixture(atoms),
            "sw" => BenchSystem.StillingerWeberSilicon(atoms),
            var potential when PotentialGrammar.Parse(potential) is var p && p.Covers(Element.Parse("Cu")) && !p.Covers(Element.Parse("Si")) => BenchSystem.Copper(potential, atoms),
            var potential => BenchSystem.Silicon(potential, atoms),
        };
        if (args.ElementAtOrDefault(6) is { } added)
            system = system with { Potential = PotentialGrammar.Parse($"{system.Potential.Name} + {added}") };
        var skin = args.ElementAtOrDefault(5) is { } s ? double.Parse(s) : system.Skin;

        using var team = new Team(threads);
        using var dynamics = new VerletLoop(system, new EvaluatorOptions(team, precision, skin));
        dynamics.Run(Math.Max(20, steps / 5));
        var start = dynamics.TotalEnergy;
        var before = GC.GetTotalAllocatedBytes(true);
        var builds = dynamics.Builds;
        var processor = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        dynamics.Run(steps);
        var seconds = watch.Elapsed.TotalSeconds;
        var cpu = (Environment.CpuUsage.TotalTime - processor).TotalSeconds;
        var n = system.Structure.Count;
        var allocated = GC.GetTotalAllocatedBytes(true) - before;
        Console.WriteLine($"{system.Name}, {n} atoms, {steps} steps, {threads} thread(s), {precision}, skin {skin:0.###} Å");
        Console.WriteLine($"  {1e6 * seconds / n / steps:0.0000} µs/atom-step ({1e6 * cpu / n / steps:0.0000} of processor time); {dynamics.Builds - builds} list buildings; T {dynamics.Temperature:0} K");
        Console.WriteLine($"  drift {1e3 * (dynamics.TotalEnergy - start) / n:0.00000} meV/atom; allocated {allocated} B; peak memory {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB; state {dynamics.Fingerprint():x16}");

        // The parts, each the fastest of several.
        using var neighbours = new Neighbours(system.Potential.Cutoff!.Value, skin);
        neighbours.Update(system.Structure, team);
        var refresh = Clock.Least(() => neighbours.Update(system.Structure, team));
        var build = Clock.Least(() =>
        {
            neighbours.Forget();
            neighbours.Update(system.Structure, team);
        });
        var forces = Clock.Least(dynamics.Evaluate);
        Console.WriteLine($"  parts, µs/atom: building {1e6 * build / n:0.0000}, keeping {1e6 * refresh / n:0.0000}, forces with kept lists (keeping included) {1e6 * forces / n:0.0000}");
        long edges = 0, padded = 0, ghosts = 0;
        for (var b = 0; b < neighbours.BlockCount; b++)
        {
            unsafe
            {
                var block = neighbours[b];
                for (var i = 0; i < block.OwnCount; i++)
                    edges += block.EdgeCount[i];
                padded += block.PaddedEdgeCount;
                ghosts += block.GhostCount;
            }
        }
        Console.WriteLine($"  {neighbours.BlockCount} blocks; per atom {edges / (double)n:0.0} listed neighbours ({padded / (double)n:0.0} with padding), {ghosts / (double)n:0.00} ghosts");
    }
}
