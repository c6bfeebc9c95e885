using System.Text;
using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>The columns of one frame: which of them are elements, positions, forces and so on, and the arrays they are read into.</summary>
sealed class ExtxyzColumns
{
    static readonly string[] Species = ["species", "symbols", "elements", "element"];
    static readonly string[] Numbers = ["Z", "numbers", "atomic_numbers"];
    static readonly string[] Positions = ["pos", "positions", "position"];
    static readonly string[] Velocities = ["velo", "vel", "velocities", "velocity"];
    static readonly string[] Masses = ["masses", "mass"];

    readonly List<AtomField> _fields = [];
    readonly SpeciesField _species;
    readonly VectorField _positions;
    readonly VectorField? _forces;
    readonly VectorField? _velocities;
    readonly VectorField? _momenta;
    readonly NumberField? _masses;
    readonly Dictionary<string, AtomField> _others = [];

    public ExtxyzColumns(Property[] properties, int count, LabelKeys keys, SpeciesReader species, LineReader lines)
    {
        string? First(IEnumerable<string> names) => names.FirstOrDefault(n => properties.Any(p => p.Name == n));
        var speciesName = First(Species) ?? First(Numbers) ?? throw lines.Error("Properties names no species (species:S:1 or Z:I:1).");
        var positionsName = First(Positions) ?? throw lines.Error("Properties names no positions (pos:R:3).");
        string? forcesName = First(keys.Forces), velocitiesName = First(Velocities), massesName = First(Masses);

        VectorField Vectors(Property p, bool mustBeFinite) => p is { Width: 3, Kind: 'R' or 'I' }
            ? new VectorField(p.Name, count, mustBeFinite)
            : throw lines.Error($"the column {p.Name}:{p.Kind}:{p.Width} should hold three real numbers for each atom ({p.Name}:R:3).");
        foreach (var p in properties)
        {
            AtomField field;
            if (p.Name == speciesName)
                field = _species = p.Width == 1 ? new SpeciesField(p.Name, count, species) : throw lines.Error($"the column {p.Name} should hold one element for each atom, not {p.Width}.");
            else if (p.Name == positionsName)
                field = _positions = Vectors(p, mustBeFinite: true);
            else if (p.Name == forcesName)
                field = _forces = Vectors(p, mustBeFinite: false);
            else if (p.Name == velocitiesName)
                field = _velocities = Vectors(p, mustBeFinite: true);
            else if (p.Name == "momenta" && velocitiesName is null)
                field = _momenta = Vectors(p, mustBeFinite: true);
            else if (p.Name == massesName && p is { Width: 1, Kind: 'R' or 'I' })
                field = _masses = new NumberField(p.Name, 'R', 1, count);
            else
                field = _others[p.Name] = p.Kind == 'S' ? new TextField(p.Name, p.Width, count) : new NumberField(p.Name, p.Kind, p.Width, count);
            _fields.Add(field);
        }
        if (_species is null || _positions is null)
            throw lines.Error("one column cannot be both species and positions.");
    }

    /// <summary>What a plain XYZ frame has: symbols, positions and, under the name "extra", whatever else stands on the first atom's line.</summary>
    public static Property[] Guess(ReadOnlySpan<byte> firstAtom)
    {
        var fields = new FieldCursor(firstAtom);
        for (var i = 0; i < 4; i++)
            fields.Next(out _);
        var allNumbers = true;
        var count = 0;
        while (fields.Next(out var field))
        {
            allNumbers &= Utf8Number.TryParse(field, out _);
            count++;
        }
        return count == 0 ? Property.Usual : [.. Property.Usual, new Property("extra", allNumbers ? 'R' : 'S', count)];
    }

    public void Read(ReadOnlySpan<byte> line, int atom, LineReader lines)
    {
        var fields = new FieldCursor(line);
        foreach (var field in _fields)
            field.Read(ref fields, atom, lines);
        if (fields.Next(out var more))
            throw lines.Error($"the line of atom {atom + 1} goes on with {Texts.Shown(more)} after its last column, {_fields[^1].Name}; the columns do not fit the first line of the frame.");
    }

    /// <summary>The frame, when all atoms are read.</summary>
    public Frame Build(ExtxyzHeader header, FrameSource source)
    {
        var structure = new Structure(_species.Elements, _positions.Vectors, header.Cell, header.Periodic)
        {
            Charge = header.Charge,
            Multiplicity = header.Multiplicity,
            Masses = _masses?.Numbers ?? _species.Masses,
            Velocities = _velocities?.Vectors,
        };
        if (_momenta is not null)
            structure.Velocities = [.. _momenta.Vectors.Select((p, i) => MomentumUnit / structure.MassOf(i) * p)];
        return new Frame(structure)
        {
            Energy = header.Energy,
            Forces = _forces?.Vectors,
            Stress = header.Stress,
            Group = header.Group,
            Info = header.Info,
            Columns = _others.ToDictionary(o => o.Key, o => o.Value is TextField text ? text.Column : ((NumberField)o.Value).Column),
            Source = source,
        };
    }

    // ASE's momenta are in amu Å / t with t = Å √(amu/eV), the time unit in which forces in eV/Å accelerate amu without a factor.
    static double MomentumUnit { get; } = Math.Sqrt(Units.AccelerationPerForce);
}
