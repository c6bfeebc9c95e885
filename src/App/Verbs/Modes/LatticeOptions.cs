using System.CommandLine;
using System.Globalization;
using Athanor.Numerics;

namespace Athanor.App;

/// <summary>Supercell, mesh and wave vectors of a crystal, written as numbers with blanks between them.</summary>
sealed class LatticeOptions
{
    const int MostCells = 100_000;

    readonly Option<string?> _supercell = new("--supercell") { HelpName = "numbers", Description = "Supercell in cells of the file: \"4 4 4\", or nine whole numbers (12 to 20 Å where not said)" };
    readonly Option<string?> _mesh = new("--mesh") { HelpName = "numbers", Description = "Wave vectors of the primitive cell that heat and density of states are summed over: \"31 31 31\"" };
    readonly Option<string?> _points = new("--qpoints") { HelpName = "vectors", Description = "Where to print frequencies, in reciprocal vectors of the primitive cell: \"0 0 0; 0.5 0 0.5\" (the special points where not said)" };

    public IEnumerable<Symbol> All => [_supercell, _mesh, _points];

    /// <exception cref="UsageException">Not three or nine whole numbers.</exception>
    public Mat3? Supercell(Call call)
    {
        if (call.Get(_supercell) is not { } text)
            return null;
        var numbers = Numbers(_supercell, text);
        if (numbers.Length is not (3 or 9) || numbers.Any(n => n != Math.Round(n)) || (numbers.Length == 3 && numbers.Any(n => n < 1)))
            throw new UsageException($"--supercell takes three whole numbers above 0, such as \"4 4 4\", or nine, row by row; '{text}' is neither.");
        var matrix = numbers.Length == 3 ? Mat3.Diagonal(numbers[0], numbers[1], numbers[2]) : Mat3.FromSpan(numbers);
        if (Math.Abs(matrix.Determinant) > MostCells)
            throw new UsageException($"--supercell: '{text}' is {Math.Abs(matrix.Determinant):N0} cells; {MostCells:N0} are the most.");
        return matrix.Determinant != 0 ? matrix : throw new UsageException($"--supercell: the three rows of '{text}' lie in one plane.");
    }

    /// <exception cref="UsageException">Not one or three whole numbers above 0.</exception>
    public (int A, int B, int C)? Mesh(Call call) => WholeNumbers.Of(call, _mesh, 1, 1000);

    /// <exception cref="UsageException">Not triples of numbers.</exception>
    public IReadOnlyList<Vec3> Points(Call call)
    {
        var points = new List<Vec3>();
        foreach (var piece in (call.Get(_points) ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var numbers = Numbers(_points, piece);
            if (numbers.Length != 3)
                throw new UsageException($"--qpoints takes three numbers for each wave vector, with semicolons between them, such as \"0 0 0; 0.5 0 0.5\"; '{piece}' has {numbers.Length}.");
            points.Add(new Vec3(numbers[0], numbers[1], numbers[2]));
        }
        return points;
    }

    static double[] Numbers(Option option, string text) => [.. text.Split([' ', ',', '\t'], StringSplitOptions.RemoveEmptyEntries).Select(word => Number(option, word))];

    // A fraction such as 3/8 is what special points are written as.
    static double Number(Option option, string word)
    {
        double[] parts = [.. word.Split('/').Select(p => double.TryParse(p, NumberStyles.Float, CultureInfo.InvariantCulture, out var x) ? x : double.NaN)];
        var value = parts.Length switch { 1 => parts[0], 2 => parts[0] / parts[1], _ => double.NaN };
        return double.IsFinite(value) ? value : throw new UsageException($"{option.Name}: '{word}' is no number.");
    }
}
