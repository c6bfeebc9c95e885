using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>From the cell, symmetry operations and atom sites of a data block to all atoms of the cell.</summary>
sealed class CifStructure(CifBlock block, string file)
{
    // Two images nearer than this are one atom on a symmetry element, its coordinates rounded. No two atoms come so near.
    const double SameAtom = 0.05;

    static readonly string[] SpaceGroupNames =
    [
        "_space_group_name_h-m_alt", "_symmetry_space_group_name_h-m", "_space_group_name_h-m", "_space_group_name_hall", "_symmetry_space_group_name_hall",
    ];

    int _siteCount;

    /// <summary>Null for a block without atom sites.</summary>
    /// <exception cref="AtomsException">What is missing, or what cannot be one definite structure (partly occupied sites).</exception>
    public Structure? Build()
    {
        var fractional = Coordinates("_atom_site_fract_");
        var cartesian = fractional is null ? Coordinates("_atom_site_cartn_") : null;
        if ((fractional ?? cartesian) is not { } coordinates)
            return null;
        var cell = ReadCell();
        if (cell is null)
        {
            if (fractional is not null)
                throw Error("the sites have fractional coordinates, but there is no cell (_cell_length_a … _cell_angle_gamma).");
            return new Structure([.. Enumerable.Range(0, coordinates.Length).Select(ElementOf)], coordinates);
        }
        var operations = Operations();
        CheckOccupancies();
        var atoms = new CrystalSites(cell, SameAtom);
        for (var site = 0; site < coordinates.Length; site++)
        {
            if (IsDummy(site))
                continue;
            var s = fractional is not null ? coordinates[site] : cell.ToFractional(coordinates[site]);
            var element = ElementOf(site);
            foreach (var operation in operations)
            {
                if (atoms.Add(element, operation.Apply(s), site) is { } other)
                    throw Error($"the sites {LabelOf(other)} and {LabelOf(site)}, of different elements, are at one place.");
            }
        }
        return atoms.Build();
    }

    Vec3[]? Coordinates(string prefix)
    {
        IReadOnlyList<string?>? x = block.Column(prefix + "x"), y = block.Column(prefix + "y"), z = block.Column(prefix + "z");
        if (x is null || y is null || z is null || x.All(v => v is null))
            return null;
        if (y.Count != x.Count || z.Count != x.Count)
            throw Error($"{prefix}x, y and z have different numbers of values; they should stand in one loop_.");
        _siteCount = x.Count;
        double Coordinate(IReadOnlyList<string?> column, char axis, int site) => column[site] is { } text
            ? Number(text) is { } value && double.IsFinite(value) ? value : throw Error($"{Texts.Shown(text)} is not a number ({prefix}{axis}, site {LabelOf(site)}).")
            : throw Error($"the site {LabelOf(site)} has no coordinates; place the atom, or take the site out.");
        return [.. Enumerable.Range(0, x.Count).Select(i => IsDummy(i) ? Vec3.Zero : new Vec3(Coordinate(x, 'x', i), Coordinate(y, 'y', i), Coordinate(z, 'z', i)))];
    }

    Cell? ReadCell()
    {
        string[] tags = ["_cell_length_a", "_cell_length_b", "_cell_length_c", "_cell_angle_alpha", "_cell_angle_beta", "_cell_angle_gamma"];
        if (tags.All(t => block.Value(t) is null))
            return null;
        var v = tags.Select(t => block.Value(t) is not { } text ? throw Error($"{t} is missing.")
            : Number(text) is { } value && value > 0 ? value : throw Error($"{t} {Texts.Shown(text)} is not a positive number.")).ToArray();
        try
        {
            return Cell.FromLengthsAndAngles(v[0], v[1], v[2], v[3], v[4], v[5]);
        }
        catch (AtomsException e)
        {
            throw Error(e.Message);
        }
    }

    IReadOnlyList<SymmetryOperation> Operations()
    {
        var triplets = block.Column("_space_group_symop_operation_xyz", "_symmetry_equiv_pos_as_xyz");
        if (triplets is { Count: > 0 })
        {
            try
            {
                return [.. triplets.Select(t => SymmetryOperation.Parse(t ?? "")).Distinct()];
            }
            catch (AtomsException e)
            {
                throw Error(e.Message);
            }
        }
        var name = block.Value(SpaceGroupNames);
        var number = block.Value("_space_group_it_number", "_symmetry_int_tables_number");
        var isP1 = name is not null ? name.Replace(" ", "").Replace("_", "").Equals("P1", StringComparison.OrdinalIgnoreCase) : number is null or "1";
        return isP1 ? [SymmetryOperation.Identity]
            : throw Error($"the space group {name ?? "number " + number} is named, but its operations are not listed (_space_group_symop_operation_xyz); export the file with them, or expanded to P 1.");
    }

    void CheckOccupancies()
    {
        if (OfSites("_atom_site_occupancy") is not { } occupancies)
            return;
        for (var site = 0; site < occupancies.Count; site++)
        {
            if (occupancies[site] is { } text && !IsDummy(site) && !(Number(text) is { } value && Math.Abs(value - 1) < 1e-3))
                throw Error($"the site {LabelOf(site)} is occupied to {text}: a disordered crystal is not one definite structure. Make an ordered one first (a supercell with atoms chosen on such sites).");
        }
    }

    // A column beside the coordinates; it must stand in their loop, or its values belong to other sites.
    IReadOnlyList<string?>? OfSites(params ReadOnlySpan<string> tags)
    {
        var column = block.Column(tags);
        return column is null || column.Count == _siteCount ? column : throw Error($"{tags[0]} has {column.Count} values for {_siteCount} sites; they should stand in one loop_.");
    }

    bool IsDummy(int site) => OfSites("_atom_site_calc_flag") is { } flags && flags[site] == "dum";

    string LabelOf(int site) => OfSites("_atom_site_label", "_atom_site_label_atom_id", "_atom_site_type_symbol")?[site] ?? $"number {site + 1}";

    // "Si4+", "O2-", "Fe" by type; "Si1", "C12A" by label.
    Element ElementOf(int site)
    {
        var type = OfSites("_atom_site_type_symbol")?[site];
        var text = type ?? LabelOf(site);
        var letters = new string([.. text.TakeWhile(char.IsAsciiLetter)]);
        var two = letters.Length >= 2 && Element.TryParse(letters.AsSpan(0, 2), out var long2) ? long2 : (Element?)null;
        var one = letters.Length >= 1 && Element.TryParse(letters.AsSpan(0, 1), out var short1) ? short1 : letters is "D" or "T" ? new Element(1) : (Element?)null;
        if (type is not null)
            return (letters.Length == 2 ? two : letters.Length == 1 ? one : null) ?? throw Error($"{Texts.Shown(text)} is not an element (site {LabelOf(site)}).");
        // In a label, "Ca1" is calcium and "Cx1" a carbon; "CA1" might be either.
        if (letters.Length >= 2 && char.IsAsciiLetterUpper(letters[1]) && one is not null && two is not null)
            throw Error($"the label {text} may mean {one} or {two}; add _atom_site_type_symbol.");
        return two ?? one ?? throw Error($"the label {text} names no element; add _atom_site_type_symbol.");
    }

    // "1.234(5)" is 1.234 with an uncertainty of 5 in the last place.
    static double? Number(string text)
    {
        var bracket = text.IndexOf('(');
        return Utf8Number.TryParse(bracket < 0 ? text : text[..bracket], out var value) ? value : null;
    }

    AtomsException Error(string what) => new($"{file}, data_{block.Name}: {what}");
}
