namespace Athanor.Reports;

/// <summary>
/// A turnable ball-and-stick model: a molecule or a crystal with its cell, a trajectory with a slider, or vibration modes that swing.
/// Lengths are in Å; positions are x, y, z of each atom in turn. A position that is not finite is not drawn, and counted in a note.
/// </summary>
public sealed class MoleculeView : PageItem
{
    readonly List<(double[] Positions, double[]? Cell, string? Label)> _frames = [];
    readonly List<(string Label, double[] Displacements)> _modes = [];

    /// <param name="symbols">Chemical symbols, one for each atom.</param>
    /// <param name="positions">3·N numbers, Å; the first frame.</param>
    /// <param name="cell">9 numbers, the cell vectors a, b, c one after the other, Å; null for none.</param>
    /// <exception cref="ArgumentException">The lengths do not fit one another.</exception>
    public MoleculeView(string title, IReadOnlyList<string> symbols, double[] positions, double[]? cell = null)
    {
        Title = title;
        Symbols = symbols;
        AddFrame(positions, null, cell);
    }

    public string Title { get; }

    /// <summary>A sentence under the title; null for none.</summary>
    public string? Caption { get; set; }

    public IReadOnlyList<string> Symbols { get; }

    /// <summary>Pairs of atom numbers from 0; null finds bonds by covalent radii (nearer than 1.2 times their sum) in every frame.</summary>
    public IReadOnlyList<(int From, int To)>? Bonds { get; init; }

    /// <summary>Atoms (from 0) to ring, such as those that made a run stop.</summary>
    public IReadOnlyList<int> Marked { get; init; } = [];

    /// <summary>What the picture shows, in words.</summary>
    public string Description
        => $"Ball-and-stick model of {Formula()}, {Symbols.Count} atoms{(_frames[0].Cell is null ? "" : " in a periodic cell")}"
            + (_frames.Count > 1 ? $", {_frames.Count} frames" : "") + (_modes.Count > 0 ? $", {_modes.Count} vibration modes" : "") + ".";

    internal IReadOnlyList<(double[] Positions, double[]? Cell, string? Label)> Frames => _frames;

    internal IReadOnlyList<(string Label, double[] Displacements)> Modes => _modes;

    internal override bool IsFigure => true;

    /// <summary>Appends a frame of the same atoms; its label (for example <c>12.5 fs</c>) stands beside the slider.</summary>
    /// <param name="cell">9 numbers as in the constructor; null for the cell of the first frame.</param>
    /// <exception cref="ArgumentException">Not 3·N positions, or not 9 cell numbers; or the view has modes.</exception>
    public MoleculeView AddFrame(double[] positions, string? label = null, double[]? cell = null)
    {
        if (positions.Length != 3 * Symbols.Count)
            throw new ArgumentException($"'{Title}' has {Symbols.Count} atoms, so a frame has {3 * Symbols.Count} coordinates, not {positions.Length}.", nameof(positions));
        if (cell is not null && cell.Length != 9)
            throw new ArgumentException($"The cell of '{Title}' has {cell.Length} numbers; three vectors have 9.", nameof(cell));
        if (_modes.Count > 0)
            throw new ArgumentException($"'{Title}' shows vibration modes, which swing about one frame; show the trajectory in a view of its own.");
        _frames.Add((positions, cell, label));
        return this;
    }

    /// <summary>Adds a vibration mode: displacements (3·N numbers, Å at full swing), shown by arrows and animated. The largest should be about 0.3 Å.</summary>
    /// <exception cref="ArgumentException">Not 3·N displacements, or the view has several frames.</exception>
    public MoleculeView AddMode(string label, double[] displacements)
    {
        if (displacements.Length != 3 * Symbols.Count)
            throw new ArgumentException($"'{Title}' has {Symbols.Count} atoms, so a mode has {3 * Symbols.Count} displacements, not {displacements.Length}.", nameof(displacements));
        if (_frames.Count > 1)
            throw new ArgumentException($"'{Title}' shows a trajectory; show the vibration modes in a view of their own.");
        _modes.Add((label, displacements));
        return this;
    }

    /// <summary>The formula in Hill order: C, H, then the rest by alphabet; by alphabet alone without carbon.</summary>
    internal string Formula()
    {
        var counts = Symbols.GroupBy(s => s).ToDictionary(g => g.Key, g => g.Count());
        var organic = counts.ContainsKey("C");
        return string.Concat(counts.OrderBy(c => organic ? c.Key switch { "C" => 0, "H" => 1, _ => 2 } : 2).ThenBy(c => c.Key, StringComparer.Ordinal)
            .Select(c => c.Value == 1 ? c.Key : c.Key + string.Concat(c.Value.ToString().Select(d => (char)('₀' + d - '0')))));
    }

    internal override void WriteHtml(MarkupWriter html)
    {
        html.Start("figure").Start("figcaption").Text(Title);
        if (!string.IsNullOrEmpty(Caption))
            html.Element("span", Caption);
        html.End().Start("div", "molecule");
        html.Start("canvas").Attr("tabindex", "0").Attr("role", "img").Attr("aria-label", Description)
            .Attr("title", "Drag to turn; click, then scroll, to zoom; double-click to reset").End();
        html.Start("div", "say").End();
        WriteControls(html);
        html.Start("script").Attr("type", "application/json").Raw(MoleculeJson.Of(this)).End();
        html.End();
        var lost = _frames.Max(f => f.Positions.Chunk(3).Count(p => !p.All(double.IsFinite)));
        if (lost > 0)
            html.Element("p", $"{lost} {(lost == 1 ? "atom has" : "atoms have")} no finite position and {(lost == 1 ? "is" : "are")} not drawn.", "aside");
        html.End().Line();
    }

    void WriteControls(MarkupWriter html)
    {
        if (_frames.Count < 2 && _modes.Count == 0)
            return;
        html.Start("div", "bar").Start("button").Attr("type", "button").Attr("aria-pressed", "false").Text("Play").End();
        if (_modes.Count > 0)
        {
            html.Start("select").Attr("aria-label", "Vibration mode");
            for (var i = 0; i < _modes.Count; i++)
                html.Start("option").Attr("value", $"{i}").Text(_modes[i].Label).End();
            html.Start("option").Attr("value", "-1").Text("at rest").End().End();
            html.Start("input").Attr("type", "range").Attr("min", "0").Attr("max", "3").Attr("step", "0.1").Attr("value", "1").Attr("aria-label", "Amplitude").End();
        }
        else
        {
            html.Start("input").Attr("type", "range").Attr("min", "0").Attr("max", $"{_frames.Count - 1}").Attr("value", "0").Attr("aria-label", "Frame").End();
            html.Element("output", "");
        }
        html.End();
    }
}
