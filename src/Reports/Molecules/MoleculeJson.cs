using System.Text.Json;

namespace Athanor.Reports;

/// <summary>What the viewer's script reads: elements once each, coordinates to a thousandth of an Å, null where there is no finite number.</summary>
internal static class MoleculeJson
{
    public static string Of(MoleculeView view)
    {
        var symbols = view.Symbols.Distinct().ToArray();
        var data = new
        {
            symbols,
            looks = symbols.Select(ElementLook.Of).Select(look => new object[] { look.Colour, look.Radius }),
            kinds = view.Symbols.Select(s => Array.IndexOf(symbols, s)),
            frames = view.Frames.Select(f => Rounded(f.Positions, 3)),
            // A frame without a cell of its own is drawn in that of the first.
            cells = view.Frames.Select((f, i) => f.Cell is null || (i > 0 && f.Cell.AsSpan().SequenceEqual(view.Frames[0].Cell)) ? null : Rounded(f.Cell, 4)),
            labels = view.Frames.Select(f => f.Label),
            modes = view.Modes.Select(m => new { d = m.Displacements.Select(v => double.IsFinite(v) ? Math.Round(v, 4) : 0) }),
            bonds = view.Bonds?.Select(b => new[] { b.From, b.To }),
            marked = view.Marked,
        };
        // The default encoder writes < > & as \u003C and so on: no label can end the script element.
        return JsonSerializer.Serialize(data);
    }

    static IEnumerable<double?> Rounded(double[] values, int decimals)
        => values.Select(v => double.IsFinite(v) ? Math.Round(v, decimals) : (double?)null);
}
