using System.Globalization;
using System.Text.Json;
using Athanor.Atoms;
using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary>Reads the JSON of the Basis Set Exchange (Pritchard, Altarawy, Didier, Gibson, Windus, J. Chem. Inf. Model. 59, 4814 (2019)).</summary>
internal static class ExchangeJson
{
    public static BasisSet Read(string path, int highest = BasisSet.HighestMomentum)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            var shells = new List<KeyValuePair<Element, ElementShell[]>>();
            foreach (var element in root.GetProperty("elements").EnumerateObject())
            {
                var at = new Element(int.Parse(element.Name, CultureInfo.InvariantCulture));
                if (element.Value.TryGetProperty("ecp_electrons", out _) || element.Value.TryGetProperty("ecp_potentials", out _))
                    continue; // Effective cores are not there: the element counts as lacking, and whoever asks for it is told.
                if (element.Value.TryGetProperty("electron_shells", out var list))
                    shells.Add(new(at, [.. list.EnumerateArray().Select(s => Shell(s, $"{path}, {at.Symbol}", highest))]));
            }
            return new(root.TryGetProperty("name", out var name) ? name.GetString()! : Path.GetFileNameWithoutExtension(path), shells);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or IOException or UnauthorizedAccessException)
        {
            throw new PotentialException($"{path} is not a basis set in the JSON of the Basis Set Exchange: {e.Message}", e);
        }
    }

    static ElementShell Shell(JsonElement shell, string where, int highest)
    {
        var momenta = shell.GetProperty("angular_momentum").EnumerateArray().Select(l => l.GetInt32()).ToArray();
        var exponents = Numbers(shell.GetProperty("exponents"));
        var columns = shell.GetProperty("coefficients").EnumerateArray().Select(Numbers).ToArray();
        // One momentum with many columns is a general contraction; otherwise there is a column for each momentum.
        if (momenta.Length == 1)
            momenta = [.. Enumerable.Repeat(momenta[0], columns.Length)];
        if (momenta.Length != columns.Length)
            throw new PotentialException($"{where}: {columns.Length} columns of coefficients for {momenta.Length} angular momenta.");
        var result = new ElementShell(momenta, shell.GetProperty("function_type").GetString() == "gto_cartesian", exponents, columns);
        BasisSet.Check(result, where, highest);
        return result;
    }

    static double[] Numbers(JsonElement list) =>
        [.. list.EnumerateArray().Select(x => x.ValueKind == JsonValueKind.Number ? x.GetDouble() : double.Parse(x.GetString()!, CultureInfo.InvariantCulture))];
}
