using System.Diagnostics;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Quantum;

namespace Athanor.Bench;

/// <summary>MP2 and CCSD(T) on one thread, cores frozen, the field included. With a method and a file, one energy in this process, as a program that is started for it would find it.</summary>
static class CorrelationBench
{
    public static void Run(string[] arguments)
    {
        if (arguments.Length > 1)
        {
            Once(arguments[0], arguments[1], arguments.Length > 2 ? arguments[2] : "cc-pvdz");
            return;
        }
        foreach (var method in new[] { "mp2", "ccsd(t)" })
        {
            Time(method, "formaldehyde", new([new(6), new(8), new(1), new(1)], [default, new(0, 0, 1.205), new(0, 0.943, -0.587), new(0, -0.943, -0.587)]));
            Time(method, "methyl", new([new(6), new(1), new(1), new(1)], [default, new(1.079, 0, 0), new(-0.5395, 0.93444, 0), new(-0.5395, -0.93444, 0)]));
            Time(method, "nitrogen dioxide", new([new(7), new(8), new(8)], [default, new(1.0989, 0.4653, 0), new(-1.0989, 0.4653, 0)]));
        }
    }

    static void Time(string method, string name, Structure structure)
    {
        var set = BasisSet.Named("cc-pvdz");
        var field = Clock.Measure(() => HartreeFock.Solve(structure, set, new() { Gradient = 1e-9 }), 1).Processor;
        var all = Clock.Measure(() => Energy(method, structure, set), 1).Processor;
        Console.WriteLine($"{method} {name} cc-pvdz: field {field * 1e3:F0} ms, {(all - field) * 1e3:F0} ms more");
    }

    static void Once(string method, string file, string basis)
    {
        var start = Stopwatch.GetTimestamp();
        var before = Environment.CpuUsage.TotalTime;
        var energy = Energy(method, StructureFiles.ReadOne(file).Structure, BasisSet.Named(basis));
        var used = Environment.CpuUsage.TotalTime;
        Console.WriteLine($"{energy:F10} Eh: {Stopwatch.GetElapsedTime(start).TotalSeconds:F3} s, of processor {(used - before).TotalSeconds:F3} s and {before.TotalSeconds:F3} s before; {Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0:F0} MiB at most");
    }

    static double Energy(string method, Structure structure, BasisSet set) =>
        method == "mp2" ? MollerPlesset.Solve(structure, set).Energy : CoupledCluster.Solve(structure, set, method == "ccsd(t)").Energy;
}
