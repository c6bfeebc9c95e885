using System.Globalization;
using System.Text.RegularExpressions;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Quantum.Programs;

namespace Athanor.Quantum.Tests;

/// <summary>NWChem and Quantum ESPRESSO at the other end, where they are installed: what comes through the socket is what they print.</summary>
public sealed partial class IpiElectronTests : IDisposable
{
    const string NoNwchem = "needs the program nwchem, which is not installed here";
    const string NoEspresso = "needs Quantum ESPRESSO as pw.x and ld1.x, which are not installed here";

    static readonly bool HasNwchem = ProgramPath.Find("nwchem") is not null;
    static readonly bool HasEspresso = ProgramPath.Find("pw.x") is not null && ProgramPath.Find("ld1.x") is not null;

    static readonly Structure Water = new([Element.Parse("O"), Element.Parse("H"), Element.Parse("H")], [Vec3.Zero, new Vec3(0, 0.757, 0.586), new Vec3(0, -0.757, 0.586)]);

    readonly PeerFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>More structures than the twenty steps after which an optimisation of its own would give up.</summary>
    [Theory]
    [InlineData("unix", 25)]
    [InlineData("tcp", 3)]
    public void Nwchem_is_driven(string transport, int count)
    {
        Assert.SkipUnless(HasNwchem, NoNwchem);
        var address = transport == "unix" ? Samples.FreeName() : Samples.FreePort();
        _folder.Write("water.nw", $"""
            start water
            geometry units angstrom noautosym noautoz nocenter
             O 0 0 0
             H 0 0.757 0.586
             H 0 -0.757 0.586
            end
            basis spherical
             * library cc-pvdz
            end
            scf
             thresh 1e-8
             tol2e 1e-12
            end
            driver
             socket {(transport == "unix" ? "unix " + address.Split(':')[1] : "ipi_client 127.0.0.1:" + address.Split(':')[1])}
            end
            task scf optimize

            """);
        var potential = Samples.Open($"ipi:{address},wait=30,timeout=30");
        using var evaluator = potential.Open(EvaluatorOptions.Default);
        var nwchem = _folder.Start("nwchem", "water.nw");
        var told = new List<Prediction>();
        Structure[] asked = [.. Enumerable.Range(0, count).Select(step => Samples.Moved(Water, step))];
        foreach (var structure in asked)
            told.Add(Samples.Ask(evaluator, structure));
        ((IDisposable)potential).Dispose();
        Assert.Equal(0, _folder.End(nwchem));

        var output = _folder.Read("output");
        var energies = Numbers(NwchemEnergy(), output);
        var forces = NwchemGradient().Matches(output).Select(m => Rows(m.Groups[1].Value, -1)).ToArray();
        Assert.Equal((told.Count, told.Count), (energies.Length, forces.Length));
        for (var k = 0; k < told.Count; k++)
            AssertPrinted(told[k], energies[k] * Units.Hartree, forces[k], Units.Hartree, 1.1e-12, 6e-7);
        using var direct = Samples.Open("nwchem:hf/cc-pvdz").Open(EvaluatorOptions.Default);
        Samples.AssertSame(Samples.Ask(direct, asked[^1]), told[^1], 1e-6, virial: false);
    }

    /// <summary>Two silicon atoms in a cell that leans every way. There is no pseudopotential in the package, so its own program for atoms makes one first.</summary>
    [Theory]
    [InlineData("unix")]
    [InlineData("tcp")]
    public void Quantum_Espresso_is_driven(string transport)
    {
        Assert.SkipUnless(HasEspresso, NoEspresso);
        MakePseudopotential();
        var address = transport == "unix" ? Samples.FreeName() : Samples.FreePort();
        _folder.Write("pw.in", """
            &control
             calculation='scf', pseudo_dir='./', outdir='./', tprnfor=.true., tstress=.true.
            /
            &system
             ibrav=0, nat=2, ntyp=1, ecutwfc=12, nosym=.true., noinv=.true.
            /
            &electrons
             conv_thr=1e-12
            /
            ATOMIC_SPECIES
            Si 28.085 Si.UPF
            CELL_PARAMETERS angstrom
             0 2.72 2.71
             2.70 0 2.72
             2.71 2.73 0
            ATOMIC_POSITIONS angstrom
            Si 0.05 0 0.02
            Si 1.36 1.40 1.33
            K_POINTS automatic
            2 2 2 0 0 0

            """);
        var crystal = new Structure([Element.Parse("Si"), Element.Parse("Si")], [new(0.05, 0, 0.02), new(1.36, 1.40, 1.33)],
            new Cell(new Vec3(0, 2.72, 2.71), new(2.70, 0, 2.72), new(2.71, 2.73, 0)), Periodicity.All);
        var potential = Samples.Open($"ipi:{address},wait=30,timeout=60");
        using var evaluator = potential.Open(EvaluatorOptions.Default);
        var espresso = _folder.Start("pw.x", "--ipi", transport == "unix" ? address.Split(':')[1] + ":UNIX" : "127.0.0.1:" + address.Split(':')[1], "-in", "pw.in");
        var told = new List<(Structure Structure, Prediction Prediction)>();
        for (var step = 0; step < 4; step++)
        {
            var moved = Samples.Moved(crystal, step);
            told.Add((moved, Samples.Ask(evaluator, moved)));
        }
        ((IDisposable)potential).Dispose();
        _folder.End(espresso);

        const double Rydberg = Units.Hartree / 2;
        var output = _folder.Read("output");
        var energies = Numbers(EspressoEnergy(), output);
        var forces = EspressoForces().Matches(output).Select(m => Rows(m.Groups[1].Value, 1)).ToArray();
        var stresses = EspressoStress().Matches(output).Select(m => Rows(m.Groups[1].Value, 1)).ToArray();
        Assert.Equal((4, 4, 4), (energies.Length, forces.Length, stresses.Length));
        for (var k = 0; k < told.Count; k++)
        {
            var (structure, prediction) = told[k];
            AssertPrinted(prediction, energies[k] * Rydberg, forces[k], Rydberg, 1e-8, 1.1e-8);
            // Of its sign: what it calls stress is positive under pressure.
            var stress = prediction.StressIn(structure)!.Value;
            for (var a = 0; a < 9; a++)
                Assert.Equal(stresses[k][a / 3][a % 3], -stress[a / 3, a % 3] * Units.Bohr * Units.Bohr * Units.Bohr / Rydberg, 1.1e-8);
        }
    }

    void MakePseudopotential()
    {
        _folder.Write("Si.in", """
            &input
             title='Si', zed=14.0, rel=0, config='[Ne] 3s2 3p2 3d-2', iswitch=3, dft='LDA'
            /
            &inputp
             pseudotype=1, tm=.true., lloc=1, file_pseudopw='Si.UPF'
            /
            2
            3S 1 0 2.00 0.00 2.00 2.00 0.0
            3P 2 1 2.00 0.00 2.00 2.00 0.0

            """);
        _folder.End(_folder.Start("ld1.x", "-in", "Si.in"));
        Assert.True(File.Exists(_folder.PathOf("Si.UPF")), "ld1.x made no pseudopotential");
    }

    /// <param name="energy">eV.</param>
    /// <param name="forces">In the program's unit of energy per bohr.</param>
    /// <param name="unit">The program's unit of energy, eV.</param>
    /// <param name="energyDigit">What rounding to the printed digits leaves open, in that unit.</param>
    static void AssertPrinted(Prediction told, double energy, Vec3[] forces, double unit, double energyDigit, double forceDigit)
    {
        Assert.Equal(energy / unit, told.Energy / unit, energyDigit);
        Assert.Equal(told.Count, forces.Length);
        for (var i = 0; i < told.Count; i++)
        {
            for (var d = 0; d < 3; d++)
                Assert.Equal(forces[i][d], told.Forces[i][d] * Units.Bohr / unit, forceDigit);
        }
        Assert.Contains(forces, f => f.Length > 1e-3);
    }

    static double[] Numbers(Regex line, string output) => [.. line.Matches(output).Select(m => double.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture))];

    /// <summary>The last three numbers of each line; of a stress the first three.</summary>
    static Vec3[] Rows(string lines, double factor)
    {
        var rows = lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToArray();
        return [.. rows.Select(w => w.Length == 6 ? w[..3] : w[^3..]).Select(w => factor * new Vec3(Number(w[0]), Number(w[1]), Number(w[2])))];
    }

    static double Number(string word) => double.Parse(word, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Total SCF energy =\s+(\S+)")]
    private static partial Regex NwchemEnergy();

    [GeneratedRegex(@"RHF ENERGY GRADIENTS\s+atom .*\n\s+x .*\n((?:\s+\d+ .*\n)+)")]
    private static partial Regex NwchemGradient();

    [GeneratedRegex(@"!\s+total energy\s+=\s+(\S+) Ry")]
    private static partial Regex EspressoEnergy();

    [GeneratedRegex(@"Forces acting on atoms.*\n\s*\n((?:\s+atom .*\n)+)")]
    private static partial Regex EspressoForces();

    [GeneratedRegex(@"total   stress .*\n((?:\s+-?\d.*\n){3})")]
    private static partial Regex EspressoStress();
}
