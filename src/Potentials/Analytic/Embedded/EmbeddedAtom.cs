using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>
/// Embedded-atom potential of tables: E = Σ_i F_i(Σ_j ρ_ij(r_ij)) + ½ Σ_ij φ_ij(r_ij) (Daw and Baskes, Phys. Rev. B 29, 6443 (1984); with densities of both elements, Finnis and Sinclair, Phil. Mag. A 50, 45 (1984)). Interpolated as
/// LAMMPS does; beyond the last density F goes on in a straight line.
/// </summary>
public sealed class EmbeddedAtom : ShortRangeModel, IDescribed
{
    /// <summary>Numbers of an interval of the distance: four of the density, four of r φ/2.</summary>
    internal const int EdgeNumbers = 8;

    /// <summary>Numbers of an interval of the density.</summary>
    internal const int AtomNumbers = 4;

    readonly int[] _species = new int[Element.All.Count() + 1];
    readonly double[] _edges, _atoms;
    readonly Lazy<float[]> _singleEdges, _singleAtoms;

    internal EmbeddedAtom(EamTables tables, string name)
    {
        Tables = tables;
        Name = name;
        var n = tables.Elements.Count;
        Array.Fill(_species, -1);
        for (var s = 0; s < n; s++)
            _species[tables.Elements[s].AtomicNumber] = s;
        int radii = tables.RadiusCount - 1, densities = tables.DensityCount - 1;
        _edges = new double[(long)n * n * radii * EdgeNumbers];
        _atoms = new double[n * densities * AtomNumbers];
        for (var a = 0; a < n; a++)
        {
            EamTables.Interpolate(tables.Embedding[a], 1, _atoms, a * densities * AtomNumbers, AtomNumbers);
            for (var b = 0; b < n; b++)
            {
                var at = (a * n + b) * radii * EdgeNumbers;
                EamTables.Interpolate(tables.Density[a, b], 1, _edges, at, EdgeNumbers);
                EamTables.Interpolate(tables.Pair[a, b], 0.5, _edges, at + 4, EdgeNumbers);
            }
        }
        _singleEdges = new(() => Array.ConvertAll(_edges, x => (float)x));
        _singleAtoms = new(() => Array.ConvertAll(_atoms, x => (float)x));
    }

    internal EamTables Tables { get; }

    public override string Name { get; }

    /// <summary>Å.</summary>
    public override double Range => Tables.Cutoff;

    public string Card => $"{Name}\n{PotentialCard.Line("what", $"embedded-atom potential, {Tables.Format}")}{PotentialCard.Line("elements", PotentialCard.ElementsText(this))}{PotentialCard.Line("cutoff", PotentialCard.CutoffText(this))}"
        + PotentialCard.Line("tables", $"{Tables.RadiusCount} distances, {Tables.DensityCount} densities") + PotentialCard.Line("file says", Tables.Comment);

    public override int SpeciesOf(Element element) => _species[element.AtomicNumber];

    public override BlockKernel<T> OpenKernel<T>()
    {
        if (typeof(T) == typeof(float))
            return (BlockKernel<T>)(object)Widths.Single<Opener, BlockKernel<float>>(new Opener(this));
        return (BlockKernel<T>)(object)Widths.Double<Opener, BlockKernel<double>>(new Opener(this));
    }

    readonly struct Opener(EmbeddedAtom potential) : ISingleUser<BlockKernel<float>>, IDoubleUser<BlockKernel<double>>
    {
        BlockKernel<float> ISingleUser<BlockKernel<float>>.Use<W>() =>
            new EmbeddedKernel<float, W>(new EamTerms<float, W>(potential.Tables, potential._singleEdges.Value, potential._singleAtoms.Value), potential.Range);

        BlockKernel<double> IDoubleUser<BlockKernel<double>>.Use<W>() => new EmbeddedKernel<double, W>(new EamTerms<double, W>(potential.Tables, potential._edges, potential._atoms), potential.Range);
    }
}

/// <summary><c>eam:path</c>, or the bare path of a file that begins as a setfl or funcfl file does.</summary>
public sealed class EmbeddedAtomKind : IPotentialKind
{
    public string Name => "eam";

    public string Usage => "eam:path/to/CuNi.eam.alloy";

    public bool Claims(PotentialName name) => IsPrefixed(name) || EamFile.Begins(name.Head);

    public IPotential Open(PotentialName name)
    {
        if (!IsPrefixed(name))
            return new EmbeddedAtom(EamFile.Read(name.Text), name.Title);
        var path = name.Arguments ?? "";
        if (path.Length == 0)
            throw name.Error("After 'eam:' the path of a setfl file is expected, as in 'eam:CuNi.eam.alloy'.");
        if (!File.Exists(path))
            throw name.Error($"There is no file '{path}' (looked in {Directory.GetCurrentDirectory()}).", name.Prefix.Length + 1, path.Length);
        return new EmbeddedAtom(EamFile.Read(path), name.Title);
    }

    static bool IsPrefixed(PotentialName name) => string.Equals(name.Prefix, "eam", StringComparison.OrdinalIgnoreCase) && !name.IsFile;
}
