using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Quantum.Tests;

/// <summary>LAMMPS and ASE at the other end, where they are installed.</summary>
public sealed class IpiPeerTests : IDisposable
{
    const string NoLammps = "needs LAMMPS as 'lmp', which is not installed here";
    const string NoAse = "needs Python with ASE, which is not installed here";

    /// <summary>The conversions of LAMMPS and ASE have fewer digits than ours, or those of an older CODATA.</summary>
    const double Constants = 2e-7;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    static readonly bool HasLammps = PeerFolder.Answers("lmp", "-h");
    static readonly string? Python = Array.Find(["python3", "/usr/bin/python3"], p => PeerFolder.Answers(p, "-c", "import ase.calculators.socketio"));

    readonly PeerFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("cube", "unix")]
    [InlineData("cube", "tcp")]
    [InlineData("leaning", "unix")]
    [InlineData("turned", "unix")]
    public void Lammps_is_driven(string sample, string transport)
    {
        Assert.SkipUnless(HasLammps, NoLammps);
        var upright = Samples.Argon(leaning: sample != "cube");
        var address = transport == "unix" ? Samples.FreeName() : Samples.FreePort();
        var parts = address.Split(':');
        _folder.Write("argon.data", LammpsData(upright));
        _folder.Write("in.argon", $"""
            units metal
            atom_style atomic
            atom_modify map yes
            read_data argon.data
            pair_style lj/cut 8.5
            pair_coeff 1 1 0.0104 3.4
            neighbor 1.0 bin
            fix 1 all ipi {(transport == "unix" ? parts[1] + " 1 unix" : "127.0.0.1 " + parts[1])}
            run 1000

            """);
        var potential = Samples.Open($"ipi:{address},wait=30,timeout=30,triangular");
        using var evaluator = potential.Open(EvaluatorOptions.Default);
        var lammps = _folder.Start("lmp", "-in", "in.argon", "-log", "none", "-screen", "none");
        try
        {
            for (var step = 0; step < 4; step++)
            {
                var moved = Samples.Moved(upright, step);
                if (sample == "turned")
                    moved = Turned(moved);
                Samples.AssertSame(Samples.Direct(Samples.ArgonLaw, moved), Samples.Ask(evaluator, moved), 1e-6);
            }
        }
        finally
        {
            ((IDisposable)potential).Dispose();
            _folder.End(lammps);
        }
    }

    [Fact]
    public void Ase_is_driven()
    {
        Assert.SkipUnless(Python is not null, NoAse);
        var address = Samples.FreeName();
        var structure = Samples.Argon(leaning: true);
        var potential = Samples.Open($"ipi:{address},wait=30,timeout=30");
        using var evaluator = potential.Open(EvaluatorOptions.Default);
        var ase = StartPython($"""
            from ase.io import read
            from ase.calculators.lj import LennardJones
            from ase.calculators.socketio import SocketClient
            atoms = read('atoms.xyz')
            atoms.calc = LennardJones(epsilon=0.0104, sigma=3.4, rc=8.5)
            SocketClient(unixsocket='{address[5..]}').run(atoms, use_stress=True)
            """, structure);
        try
        {
            for (var step = 0; step < 3; step++)
            {
                var moved = Samples.Moved(structure, step);
                Samples.AssertSame(Samples.Direct(Samples.ArgonLaw + ",shift", moved), Samples.Ask(evaluator, moved), Constants);
            }
        }
        finally
        {
            ((IDisposable)potential).Dispose();
            Assert.Equal(0, _folder.End(ase));
        }
    }

    [Theory]
    [InlineData("unix")]
    [InlineData("tcp")]
    public void Ase_drives(string transport)
    {
        Assert.SkipUnless(Python is not null, NoAse);
        var structure = Samples.Silicon();
        var address = transport == "unix" ? Samples.FreeName() : Samples.FreePort();
        var ase = StartPython($"""
            import json
            from ase.io import read
            from ase.calculators.socketio import SocketIOCalculator
            atoms = read('atoms.xyz')
            frames = []
            with SocketIOCalculator({(transport == "unix" ? $"unixsocket='{address[5..]}'" : $"port={address[10..]}")}, timeout=60) as calculator:
                atoms.calc = calculator
                for k in range(4):
                    atoms.positions[k] += [0.1, -0.05, 0.02 * k]
                    atoms.set_cell(atoms.cell * 1.01, scale_atoms=True)
                    frames.append(dict(energy=atoms.get_potential_energy(), forces=atoms.get_forces().tolist(), stress=atoms.get_stress(voigt=False).tolist(),
                        positions=atoms.positions.tolist(), cell=atoms.cell.tolist()))
            json.dump(frames, open('frames.json', 'w'))
            """, structure);
        using var evaluator = Samples.Open("sw").Open(EvaluatorOptions.Default);
        var client = new IpiClient(IpiAddress.Parse(address), structure.Clone(), evaluator);
        Assert.Equal(IpiEnd.Closed, client.Serve(Patience));
        Assert.Equal(4, client.Frames);
        Assert.Equal(0, _folder.End(ase));
        using var json = JsonDocument.Parse(_folder.Read("frames.json"));
        foreach (var frame in json.RootElement.EnumerateArray())
        {
            var seen = structure.With(new Cell(Matrix(frame, "cell")), Vectors(frame, "positions"));
            var told = new Prediction();
            told.Reset(seen.Count, Request.Forces | Request.Virial);
            told.Energy = frame.GetProperty("energy").GetDouble();
            Vectors(frame, "forces").CopyTo(told.Forces);
            told.Virial = -seen.Cell!.Volume * Matrix(frame, "stress");
            Samples.AssertSame(Samples.Direct("sw", seen), told, Constants);
        }
    }

    static Vec3[] Vectors(JsonElement frame, string name) =>
        [.. frame.GetProperty(name).EnumerateArray().Select(v => new Vec3(v[0].GetDouble(), v[1].GetDouble(), v[2].GetDouble()))];

    static Mat3 Matrix(JsonElement frame, string name) => Vectors(frame, name) is [var a, var b, var c] ? Mat3.FromRows(a, b, c) : throw new JsonException(name);

    /// <summary>About (1, 1, 1) by 120°, which is exact, and then about z.</summary>
    static Structure Turned(Structure structure)
    {
        var turn = Mat3.FromRows(new(0, 1, 0), new(0, 0, 1), new(1, 0, 0)) * Mat3.FromRows(new(0.6, 0.8, 0), new(-0.8, 0.6, 0), new(0, 0, 1));
        return structure.With(new Cell(structure.Cell!.Vectors * turn), [.. structure.Positions.Select(r => r * turn)]);
    }

    static string LammpsData(Structure structure)
    {
        var v = structure.Cell!.Vectors;
        var text = new StringBuilder().AppendLine("argon").AppendLine().AppendLine(CultureInfo.InvariantCulture, $"{structure.Count} atoms\n1 atom types\n\n0 {v.XX} xlo xhi\n0 {v.YY} ylo yhi\n0 {v.ZZ} zlo zhi");
        if (v.YX != 0)
            text.AppendLine(CultureInfo.InvariantCulture, $"{v.YX} {v.ZX} {v.ZY} xy xz yz");
        text.AppendLine("\nMasses\n\n1 39.948\n\nAtoms # atomic\n");
        for (var i = 0; i < structure.Count; i++)
            text.AppendLine(CultureInfo.InvariantCulture, $"{i + 1} 1 {structure.Positions[i].X} {structure.Positions[i].Y} {structure.Positions[i].Z}");
        return text.ToString();
    }

    Process StartPython(string script, Structure structure)
    {
        StructureFiles.Write(_folder.PathOf("atoms.xyz"), [new Frame(structure)], overwrite: true);
        _folder.Write("script.py", script);
        return _folder.Start(Python!, "script.py");
    }
}
