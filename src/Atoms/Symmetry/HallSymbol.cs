using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>
/// Generators of a space group in Hall's notation (Acta Cryst. A37, 517 (1981)): a letter for the centring, with − where there is an inversion at the origin, then rotations N (−N with inversion), each with its axis (x, y, z, ' for a − b, " for
/// a + b, * for a + b + c; left out where the order of the rotations tells it) and translations (a b c n: halves; u v w d: quarters; a digit m: m/N along the axis).
/// </summary>
/// <param name="Centring">Translations of the lattice beside whole ones.</param>
/// <param name="Generators">Without those.</param>
sealed record HallSymbol(IReadOnlyList<Vec3> Centring, IReadOnlyList<SymmetryOperation> Generators)
{
    /// <exception cref="AtomsException">The text is no such symbol.</exception>
    internal static HallSymbol Parse(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var generators = new List<SymmetryOperation>();
        var inverted = words[0][0] == '-';
        if (inverted)
            generators.Add(new SymmetryOperation(-1.0 * Mat3.Identity, Vec3.Zero));
        var (before, principal) = (0, 'z');
        for (var k = 1; k < words.Length; k++)
        {
            var word = words[k];
            var at = word[0] == '-' ? 1 : 0;
            var (order, axis) = (word[at] - '0', '\0');
            for (at++; at < word.Length && "xyz'\"*".Contains(word[at], StringComparison.Ordinal); at++)
                axis = word[at];
            // The first goes about z; a second of order two about x after 2 and 4, about a − b after 3 and 6; a third of order three about the cube's diagonal.
            if (axis == '\0')
                axis = k == 1 || order == 1 ? 'z' : order == 3 ? '*' : before is 2 or 4 ? 'x' : '\'';
            var rotation = order == 1 ? Mat3.Identity : Rotation(order, axis, principal);
            if (word[0] == '-')
                rotation = -1.0 * rotation;
            generators.Add(new SymmetryOperation(TranslationFinder.Rounded(rotation), word[at..].Aggregate(Vec3.Zero, (t, c) => t + Translation(c, order, axis, text))));
            if (k == 1)
                (before, principal) = (order, axis);
        }
        return new HallSymbol(Lattice(words[0][^1], text), generators);
    }

    static Mat3 Rotation(int order, char axis, char principal)
    {
        // About z, as the tables have it; about x and y by turning the names of the axes.
        var about = (order, axis) switch
        {
            (3, '*') => new Mat3(0, 0, 1, 1, 0, 0, 0, 1, 0),
            (2, '\'') => new Mat3(0, -1, 0, -1, 0, 0, 0, 0, -1),
            (2, '"') => new Mat3(0, 1, 0, 1, 0, 0, 0, 0, -1),
            (2, _) => Mat3.Diagonal(-1, -1, 1),
            (3, _) => new Mat3(0, -1, 0, 1, -1, 0, 0, 0, 1),
            (4, _) => new Mat3(0, -1, 0, 1, 0, 0, 0, 0, 1),
            _ => new Mat3(1, -1, 0, 1, 0, 0, 0, 0, 1),
        };
        var cycle = new Mat3(0, 0, 1, 1, 0, 0, 0, 1, 0);
        var where = axis is '\'' or '"' ? principal : axis;
        return where switch
        {
            'x' => cycle * about * cycle.Transposed,
            'y' => cycle.Transposed * about * cycle,
            _ => about,
        };
    }

    static Vec3 Translation(char letter, int order, char axis, string text) => letter switch
    {
        'a' => new Vec3(0.5, 0, 0),
        'b' => new Vec3(0, 0.5, 0),
        'c' => new Vec3(0, 0, 0.5),
        'n' => new Vec3(0.5, 0.5, 0.5),
        'u' => new Vec3(0.25, 0, 0),
        'v' => new Vec3(0, 0.25, 0),
        'w' => new Vec3(0, 0, 0.25),
        'd' => new Vec3(0.25, 0.25, 0.25),
        >= '1' and <= '5' => (letter - '0') / (double)order * new Vec3(axis == 'x' ? 1 : 0, axis == 'y' ? 1 : 0, axis == 'z' ? 1 : 0),
        _ => throw Bad(text, $"'{letter}' is no translation"),
    };

    static IReadOnlyList<Vec3> Lattice(char letter, string text) => letter switch
    {
        'P' => [Vec3.Zero],
        'A' => [Vec3.Zero, new(0, 0.5, 0.5)],
        'B' => [Vec3.Zero, new(0.5, 0, 0.5)],
        'C' => [Vec3.Zero, new(0.5, 0.5, 0)],
        'I' => [Vec3.Zero, new(0.5, 0.5, 0.5)],
        'F' => [Vec3.Zero, new(0, 0.5, 0.5), new(0.5, 0, 0.5), new(0.5, 0.5, 0)],
        'R' => [Vec3.Zero, new(2 / 3.0, 1 / 3.0, 1 / 3.0), new(1 / 3.0, 2 / 3.0, 2 / 3.0)],
        _ => throw Bad(text, $"'{letter}' is no lattice"),
    };

    static AtomsException Bad(string text, string why) => new($"'{text}' is no space group in Hall's notation: {why}.");
}
