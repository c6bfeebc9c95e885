using System.Diagnostics;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Quantum;

namespace Athanor.Bench;

/// <summary>Hartree–Fock energies and gradients on one thread. With a file, one field in this process, as a program that is started for it would find it.</summary>
static class HartreeFockBench
{
    public static void Run(string[] arguments)
    {
        if (arguments.Length > 0)
        {
            Once(arguments[0], arguments.Length > 1 ? arguments[1] : "cc-pvdz", arguments.Contains("gradient"));
            return;
        }
        foreach (var (name, structure) in new[] { ("water", Water(1)), ("2 water", Water(2)), ("benzene", Benzene()), ("5 water", Water(5)), ("10 water", Water(10)) })
        {
            foreach (var basis in new[] { "6-31g*", "cc-pvdz" })
                Time(name, structure, basis);
        }
        Time("water", Water(1), "cc-pvtz");
        Time("2 water", Water(2), "def2-tzvp");
    }

    static void Time(string name, Structure structure, string basis)
    {
        var set = BasisSet.Named(basis);
        var functions = HartreeFock.Solve(structure, set).Alpha.Energies.Length;
        var energy = Clock.Measure(() => HartreeFock.Solve(structure, set), 1).Processor;
        var both = Clock.Measure(() => HartreeFock.Solve(structure, set, gradient: true), 1).Processor;
        Console.WriteLine($"{name} {basis}, {functions} functions: energy {energy * 1e3:F1} ms, gradient {(both - energy) * 1e3:F1} ms more, {(both - energy) / energy:F2} of the energy");
    }

    static void Once(string file, string basis, bool gradient)
    {
        var start = Stopwatch.GetTimestamp();
        var before = Environment.CpuUsage.TotalTime;
        var field = HartreeFock.Solve(StructureFiles.ReadOne(file).Structure, BasisSet.Named(basis), gradient: gradient);
        var used = Environment.CpuUsage.TotalTime;
        Console.WriteLine($"{field.Energy:F10} Eh, {field.Iterations} iterations: {Stopwatch.GetElapsedTime(start).TotalSeconds:F3} s, of processor {(used - before).TotalSeconds:F3} s and {before.TotalSeconds:F3} s before");
    }

    static Structure Water(int molecules)
    {
        var elements = new List<Element>();
        var positions = new List<Vec3>();
        for (var m = 0; m < molecules; m++)
        {
            // Beside and above one another, 2.9 Å apart.
            var at = new Vec3(2.9 * (m % 2), 2.9 * (m / 2 % 2), 2.9 * (m / 4));
            elements.AddRange([new(8), new(1), new(1)]);
            positions.AddRange([at + new Vec3(0, 0, 0.1173), at + new Vec3(0, 0.7572, -0.4692), at + new Vec3(0, -0.7572, -0.4692)]);
        }
        return new([.. elements], [.. positions]);
    }

    static Structure Benzene()
    {
        var (elements, positions) = (new List<Element>(), new List<Vec3>());
        foreach (var (radius, number) in new[] { (1.3964, 6), (2.4803, 1) })
        {
            for (var k = 0; k < 6; k++)
            {
                elements.Add(new(number));
                positions.Add(new(radius * Math.Cos(k * Math.PI / 3), radius * Math.Sin(k * Math.PI / 3), 0));
            }
        }
        return new([.. elements], [.. positions]);
    }
}
