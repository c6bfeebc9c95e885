using System.Diagnostics;
using System.Globalization;
using System.Text;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials.Tests;

/// <summary>Energy, forces and stress of a structure as LAMMPS computes them, where it is installed. Cells must be as LAMMPS wants them: the first vector along x, the second in the xy plane.</summary>
static class LammpsPeer
{
    internal const string Missing = "LAMMPS (lmp) is not installed here; .ci/programs says how.";

    /// <summary>Where its published potentials lie; null where they do not.</summary>
    internal static string? Potentials => new[] { Environment.GetEnvironmentVariable("LAMMPS_POTENTIALS"), "/usr/share/lammps/potentials" }.FirstOrDefault(p => p is not null && Directory.Exists(p));

    /// <summary>bar in an eV/Å³.</summary>
    const double BarPerPressure = 1602176.634;

    static string? Program => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(p => Path.Combine(p, "lmp")).FirstOrDefault(File.Exists);

    internal static bool IsInstalled => Program is not null;

    internal sealed record Answer(double Energy, Vec3[] Forces, double[] Stress, double SecondsOfLoop);

    /// <param name="style">"eam/alloy".</param>
    /// <param name="file">The file of the potential.</param>
    internal static Answer Run(Structure s, string style, string file, int steps = 0)
    {
        var folder = Directory.CreateTempSubdirectory("athanor-lammps-").FullName;
        var types = s.Elements.ToArray().Distinct().ToArray();
        var c = s.Cell!.Vectors;
        var data = new StringBuilder();
        data.AppendLine("test").AppendLine().AppendLine(Text($"{s.Count} atoms")).AppendLine(Text($"{types.Length} atom types"));
        data.AppendLine(Text($"0 {c.XX:R} xlo xhi")).AppendLine(Text($"0 {c.YY:R} ylo yhi")).AppendLine(Text($"0 {c.ZZ:R} zlo zhi")).AppendLine(Text($"{c.YX:R} {c.ZX:R} {c.ZY:R} xy xz yz")).AppendLine().AppendLine("Masses").AppendLine();
        for (var t = 0; t < types.Length; t++)
            data.AppendLine(Text($"{t + 1} {types[t].Mass}"));
        data.AppendLine().AppendLine("Atoms # atomic").AppendLine();
        var wrapped = s.Wrapped();
        for (var i = 0; i < s.Count; i++)
            data.AppendLine(Text($"{i + 1} {Array.IndexOf(types, s.Elements[i]) + 1} {wrapped.Positions[i].X:R} {wrapped.Positions[i].Y:R} {wrapped.Positions[i].Z:R}"));
        File.WriteAllText(Path.Combine(folder, "a.data"), data.ToString());
        var coefficients = style == "eam" ? string.Join('\n', types.Select((_, t) => $"pair_coeff {t + 1} {t + 1} {file}")) : $"pair_coeff * * {file} {string.Join(' ', types)}";
        File.WriteAllText(Path.Combine(folder, "in.a"), $$"""
            units metal
            atom_style atomic
            box tilt large
            read_data a.data
            pair_style {{style}}
            {{coefficients}}
            fix 1 all nve
            timestep 0.001
            thermo_style custom pe pxx pyy pzz pyz pxz pxy
            thermo_modify norm no format float %.16g
            run {{steps}}
            write_dump all custom forces.txt id fx fy fz modify sort id format float %.16g
            """);
        var start = new ProcessStartInfo(Program!, "-in in.a -log none -screen out.txt") { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["OMP_NUM_THREADS"] = "1";
        using var process = Process.Start(start)!;
        process.StandardOutput.ReadToEnd();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        var output = File.ReadAllText(Path.Combine(folder, "out.txt"));
        Assert.True(process.ExitCode == 0, output[^Math.Min(500, output.Length)..] + error);
        double[] answer = [.. output.Split('\n').TakeWhile(l => !l.StartsWith("Loop time", StringComparison.Ordinal)).Last().Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Number)];
        Vec3[] forces =
        [
            .. File.ReadLines(Path.Combine(folder, "forces.txt")).SkipWhile(l => !l.StartsWith("ITEM: ATOMS", StringComparison.Ordinal)).Skip(1)
                .Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(w => new Vec3(Number(w[1]), Number(w[2]), Number(w[3]))),
        ];
        var loop = output.Split('\n').FirstOrDefault(l => l.StartsWith("Loop time", StringComparison.Ordinal))?.Split(' ')[3];
        Directory.Delete(folder, recursive: true);
        return new Answer(answer[0], forces, [.. answer[1..].Select(p => -p * s.Cell!.Volume / BarPerPressure)], loop is null ? 0 : Number(loop));
    }

    /// <summary>Energies, forces and stress agree: relatively to energies and forces of an eV.</summary>
    /// <param name="stressTolerance">Pressures come in bar, through a factor of LAMMPS' own.</param>
    internal static void Agrees(IPotential potential, Structure s, string style, string file, double tolerance = 1e-9, double stressTolerance = 1e-6)
    {
        var theirs = Run(s, style, file);
        var ours = potential.Evaluate(s);
        Assert.Equal(theirs.Energy, ours.Energy, tolerance * s.Count);
        var size = Samples.Rms(theirs.Forces);
        Assert.True(size > 1e-3);
        for (var i = 0; i < s.Count; i++)
            Assert.Equal(0, (theirs.Forces[i] - ours.Forces[i]).Length, tolerance * Math.Max(1, size));
        // Theirs is −V · pressure, so minus the virial.
        var w = ours.Virial;
        double[] virial = [w.XX, w.YY, w.ZZ, w.YZ, w.XZ, w.XY];
        for (var k = 0; k < 6; k++)
            Assert.Equal(-virial[k], theirs.Stress[k], stressTolerance * virial.Max(Math.Abs));
    }

    static string Text(FormattableString s) => s.ToString(CultureInfo.InvariantCulture);

    static double Number(string word) => double.Parse(word, CultureInfo.InvariantCulture);
}
