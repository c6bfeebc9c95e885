using System.CommandLine;
using Athanor.Atoms;

namespace Athanor.App;

/// <summary>One structure out of a file, for verbs that work on one.</summary>
sealed class StructureChoice
{
    readonly Option<int?> _frame = new("--frame") { HelpName = "n", Description = "Which frame of the file, from 1; −1 is the last (the first where not said)" };

    public Argument<string> Path { get; } = new("structure") { Description = "A file with the structure" };

    public IEnumerable<Symbol> All => [Path, _frame];

    /// <exception cref="AtomsException">There is no such frame.</exception>
    public Frame Read(Call call)
    {
        var path = call.Get(Path);
        var frames = StructureFiles.Read(path);
        if (call.Get(_frame) is not { } number)
        {
            var two = frames.Take(2).ToArray();
            if (two.Length > 1)
                call.Screen.Note($"{path} has more than one frame; the first is taken (--frame chooses another).");
            return two[0];
        }
        if (number == -1)
            return frames.Last();
        var chosen = number > 0 ? frames.Skip(number - 1).FirstOrDefault() : null;
        return chosen ?? throw new AtomsException($"{path} has {frames.Count()} {(frames.Count() == 1 ? "frame" : "frames")}; there is no frame {number}.");
    }
}
