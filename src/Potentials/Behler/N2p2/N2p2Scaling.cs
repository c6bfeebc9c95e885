using Athanor.Atoms;

namespace Athanor.Potentials.Behler.N2p2;

/// <summary>A <c>scaling.data</c>: smallest, largest and mean value and standard deviation of every function, and how the settings say to use them.</summary>
static class N2p2Scaling
{
    /// <summary>
    /// Beyond this a function that hardly reaches anybody is blown up to one that decides: with a range of 1e-134 in the training data, scaled to 1, a pair a little closer than any seen
    /// there makes forces of hundreds of eV/Å.
    /// </summary>
    const double LargestFactor = 1e20;

    internal static FunctionScaling[] Read(string path, N2p2Settings settings, IReadOnlyList<Element> elements, IReadOnlyList<int> counts)
    {
        using var rows = N2p2Text.Lines(path)
            .Select((text, i) => (Text: text, Number: i + 1))
            .Where(l => !l.Text.TrimStart().StartsWith('#') && !string.IsNullOrWhiteSpace(l.Text))
            .GetEnumerator();
        bool scale = settings.Has("scale_symmetry_functions"), center = settings.Has("center_symmetry_functions");
        var sigma = settings.Has("scale_symmetry_functions_sigma") && !scale && !center;
        double low = settings.Find("scale_min_short")?.Number64(0) ?? 0, high = settings.Find("scale_max_short")?.Number64(0) ?? 1;
        var result = new FunctionScaling[elements.Count];
        for (var s = 0; s < elements.Count; s++)
        {
            int n = counts[s];
            double[] shift = new double[n], factor = new double[n], minimum = new double[n], maximum = new double[n];
            for (var m = 0; m < n; m++)
            {
                if (!rows.MoveNext())
                    throw new PotentialException($"{path} ends before function {m + 1} of {elements[s]}; it must have one line for each symmetry function of input.nn.");
                var x = Row(path, rows.Current.Text, rows.Current.Number, sigma ? 6 : 5);
                if (x[0] != s + 1 || x[1] != m + 1)
                    throw new PotentialException($"{path}, line {rows.Current.Number}: found element {x[0]}, function {x[1]} where element {s + 1} ({elements[s]}), function {m + 1} was expected; the file does not belong to this input.nn.");
                (minimum[m], maximum[m]) = (x[2], x[3]);
                var unit = scale ? x[3] - x[2] : sigma ? x[5] : 1;
                // n2p2 computes low + (high − low)(G − x0) / unit.
                factor[m] = scale || sigma ? (high - low) / unit : 1;
                var zero = center || sigma ? x[4] : scale ? x[2] : 0;
                shift[m] = scale || sigma ? zero - low / factor[m] : zero;
                if (!(Math.Abs(factor[m]) <= LargestFactor) || !double.IsFinite(shift[m]))
                    throw new PotentialException($"{path}, line {rows.Current.Number}: function {m + 1} of {elements[s]} hardly varied in the training data and cannot be scaled by its range ({unit:g3}). Take it out of input.nn and train again.");
            }
            result[s] = new FunctionScaling(shift, factor, minimum, maximum);
        }
        return result;
    }

    static double[] Row(string path, string text, int number, int columns)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < columns)
            throw new PotentialException($"{path}, line {number}: {columns} columns are needed, there are {words.Length}.");
        var row = new double[columns];
        for (var c = 0; c < columns; c++)
        {
            if (!N2p2Text.TryNumber(words[c], out row[c]))
                throw new PotentialException($"{path}, line {number}: {N2p2Text.Shown(words[c])} is not a number.");
        }
        return row;
    }
}
