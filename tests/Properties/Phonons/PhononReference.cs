using System.Text.Json;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Testing;

namespace Athanor.Properties.Tests;

/// <summary>Crystals whose phonons another program has computed with the same potential (../shared/reference/phonon).</summary>
sealed class PhononReference
{
    readonly JsonElement _root;

    PhononReference(string system, JsonElement root) => (System, _root) = (system, root);

    public string System { get; }

    public static PhononReference Read(string system)
    {
        var path = $"reference/phonon/phonon-{system}.json";
        Assert.SkipUnless(SharedData.Has(path), SharedData.Missing(path));
        using var document = JsonDocument.Parse(File.ReadAllText(SharedData.PathOf(path)));
        return new PhononReference(system, document.RootElement.Clone());
    }

    public IPotential Potential => PotentialGrammar.Parse(System switch
    {
        "si-sw" => "sw",
        "ar-lj" => "lj:epsilon=0.0104,sigma=3.4,cutoff=8.5,shift",
        _ => "emt",
    });

    public double LatticeConstant => _root.GetProperty("a0_A").GetDouble();

    public Structure Conventional(double factor = 1)
    {
        var element = Element.Parse(_root.GetProperty("element").GetString()!);
        var structure = System == "si-sw" ? Crystal.Diamond(element, factor * LatticeConstant) : Crystal.Fcc(element, factor * LatticeConstant);
        structure.Masses = [.. Enumerable.Repeat(_root.GetProperty("mass_amu").GetDouble(), structure.Count)];
        return structure;
    }

    /// <summary>As the reference has it: rows (0, ½, ½), (½, 0, ½), (½, ½, 0).</summary>
    public Structure Primitive(double factor = 1)
    {
        var whole = Conventional(factor);
        var a = factor * LatticeConstant;
        var cell = new Cell(a * new Mat3(0, 0.5, 0.5, 0.5, 0, 0.5, 0.5, 0.5, 0));
        int[] atoms = System == "si-sw" ? [0, 4] : [0];
        return new Structure([.. atoms.Select(i => whole.Elements[i])], [.. atoms.Select(i => whole.Positions[i])], cell, Periodicity.All) { Masses = [.. atoms.Select(whole.MassOf)] };
    }

    /// <summary>n × n × n conventional cells.</summary>
    public LatticeSupercell Supercell(int n, double factor = 1) => new(Primitive(factor), n * new Mat3(-1, 1, 1, 1, -1, 1, 1, 1, -1));

    public IEnumerable<(string Name, Vec3 Q, double[] Frequencies)> Points => _root.GetProperty("frequencies").EnumerateObject()
        .Select(p => (p.Name, Vector(p.Value.GetProperty("q_frac_primitive")), Numbers(p.Value.GetProperty("freq_THz"))));

    public IEnumerable<(Vec3 Q, double[] Frequencies)> Path => _root.GetProperty("path").EnumerateArray().Select(p => (Vector(p.GetProperty("q")), Numbers(p.GetProperty("freq_THz"))));

    public double[] Of(string block, string name) => Numbers(_root.GetProperty(block).GetProperty(name));

    static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(x => x.GetDouble())];

    static Vec3 Vector(JsonElement array) => new(array[0].GetDouble(), array[1].GetDouble(), array[2].GetDouble());
}
