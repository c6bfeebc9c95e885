namespace Athanor.Atoms;

/// <summary>
/// What is wrong with a structure, a file or a label. The message is an answer: what, where (file, frame, line, atom) and what
/// to do next. The command line prints it as it is.
/// </summary>
public class AtomsException : Exception
{
    public AtomsException(string message)
        : base(message)
    {
    }

    public AtomsException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
